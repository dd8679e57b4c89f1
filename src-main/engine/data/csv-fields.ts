const QUOTE = 0x22;
const COMMA = 0x2c;
const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Walks over the fields of comma-separated text (RFC 4180: quotes, doubled quotes, newlines inside quotes; `\n` or
 * `\r\n`) without making a string of each: `start` and `end` point into the bytes.
 */
export class CsvFields {
  /** First byte of the current field, inside its quotes. */
  start = 0;
  /** One past its last byte. */
  end = 0;
  /** Line of the current row, from 1. */
  line = 1;
  /** True after the last field of a row. */
  isRowEnd = false;
  private position: number;
  private hasDoubledQuotes = false;
  private newlines = 0;

  constructor(readonly bytes: Uint8Array) {
    const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    this.position = hasByteOrderMark ? 3 : 0;
  }

  /** Skips blank lines. @returns whether there is another row */
  nextRow(): boolean {
    this.line += this.newlines;
    this.newlines = 0;
    while (this.bytes[this.position] === NEWLINE || this.bytes[this.position] === CARRIAGE_RETURN) {
      if (this.bytes[this.position] === NEWLINE) this.line += 1;
      this.position += 1;
    }
    this.isRowEnd = false;
    return this.position < this.bytes.length;
  }

  /** Moves to the next field of the row. */
  nextField(): void {
    if (this.bytes[this.position] === QUOTE) this.scanQuoted();
    else this.scanPlain();
    const separator = this.bytes[this.position];
    this.isRowEnd = separator !== COMMA;
    if (separator === NEWLINE) this.newlines += 1;
    this.position += 1;
  }

  /** @returns the current field as text */
  text(): string {
    const text = Buffer.from(this.bytes.buffer, this.bytes.byteOffset + this.start, this.end - this.start).toString(
      'utf8',
    );
    return this.hasDoubledQuotes ? text.replaceAll('""', '"') : text;
  }

  private scanPlain(): void {
    const { bytes } = this;
    this.hasDoubledQuotes = false;
    this.start = this.position;
    let position = this.position;
    while (position < bytes.length && bytes[position] !== COMMA && bytes[position] !== NEWLINE) position += 1;
    this.position = position;
    const endsWithReturn =
      bytes[position] !== COMMA && position > this.start && bytes[position - 1] === CARRIAGE_RETURN;
    this.end = endsWithReturn ? position - 1 : position;
  }

  private scanQuoted(): void {
    const { bytes } = this;
    this.hasDoubledQuotes = false;
    this.start = this.position + 1;
    let position = this.start;
    for (; position < bytes.length; position += 1) {
      if (bytes[position] === NEWLINE) this.newlines += 1;
      if (bytes[position] !== QUOTE) continue;
      if (bytes[position + 1] !== QUOTE) break;
      this.hasDoubledQuotes = true;
      position += 1;
    }
    this.end = position;
    this.position = position + 1;
    if (bytes[this.position] === CARRIAGE_RETURN) this.position += 1;
  }
}
