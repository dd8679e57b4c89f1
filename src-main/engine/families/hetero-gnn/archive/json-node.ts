import { InvalidMatchError } from '#contract/errors/cricket-errors';

/**
 * A value inside a match file together with where it is, so that a wrong one is named. Hand-written instead of a schema
 * library: 620,594 deliveries are checked in the time that reading them takes.
 */
export class JsonNode {
  private constructor(
    private readonly file: string,
    private readonly parent: JsonNode | null,
    private readonly key: string | number,
    private readonly value: unknown,
  ) {}

  /** @param file named in errors */
  static root(file: string, value: unknown): JsonNode {
    return new JsonNode(file, null, '', value);
  }

  get isMissing(): boolean {
    return this.value === undefined;
  }

  /** @throws InvalidMatchError when this is no object */
  get(key: string): JsonNode {
    return new JsonNode(this.file, this, key, this.object()[key]);
  }

  /** @throws InvalidMatchError when this is no object; keys in the order of the file */
  keys(): readonly string[] {
    return Object.keys(this.object());
  }

  /** @throws InvalidMatchError when this is no list */
  list(): readonly JsonNode[] {
    if (!Array.isArray(this.value)) throw this.wrong('a list');
    return this.value.map((value, position) => new JsonNode(this.file, this, position, value));
  }

  /** @throws InvalidMatchError when this is no text, or empty */
  text(): string {
    if (typeof this.value !== 'string' || this.value === '') throw this.wrong('a text');
    return this.value;
  }

  /** @throws InvalidMatchError when this is no whole number from 0 to `largest` */
  count(largest: number): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > largest)
      throw this.wrong(`a whole number from 0 to ${largest}`);
    return value;
  }

  /** @throws InvalidMatchError when this is no number above 0; numbers written as text count */
  positive(): number {
    const number = typeof this.value === 'string' ? Number(this.value) : this.value;
    if (typeof number !== 'number' || !(number > 0) || !Number.isFinite(number)) throw this.wrong('a number above 0');
    return number;
  }

  /** @returns the error that this value is not what it should be */
  wrong(expectation: string): InvalidMatchError {
    return new InvalidMatchError(this.file, this.place(), this.value, expectation);
  }

  /** Written out only when an error needs it. */
  private place(): string {
    if (this.parent === null) return '';
    if (typeof this.key === 'number') return `${this.parent.place()}[${this.key}]`;
    const before = this.parent.place();
    return before === '' ? this.key : `${before}.${this.key}`;
  }

  private object(): Readonly<Record<string, unknown>> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('an object');
    // A JSON object has text keys and JSON values: nothing narrower is claimed.
    return value as Readonly<Record<string, unknown>>;
  }
}
