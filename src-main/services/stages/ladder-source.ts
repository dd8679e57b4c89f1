import type { TextPlace, TextRange, YamlSource } from '../configs/yaml-source';
import { inheritLadder, ownPath } from './inherit-ladder';

type Path = readonly PropertyKey[];

/** The text of a ladder with what it takes over from the one it extends; findings are shown in its own text. */
export class LadderSource {
  readonly value: unknown;
  readonly #own: unknown;

  /** @param base content of the ladder that is extended; null: none is */
  constructor(
    private readonly source: YamlSource,
    base: unknown,
  ) {
    const own = source.value;
    this.#own = own;
    this.value = base === null ? own : withoutExtends(inheritLadder(base, own));
  }

  valueRange(path: Path): TextRange {
    return this.source.valueRange(this.#placed(path));
  }

  keyRange(path: Path): TextRange {
    return this.source.keyRange(this.#placed(path));
  }

  place(offset: number): TextPlace {
    return this.source.place(offset);
  }

  // What is wrong with an inherited place is shown where it is inherited.
  #placed(path: Path): Path {
    const own = ownPath(this.value, this.#own, path);
    return own.length === 0 ? ['extends'] : own;
  }
}

function withoutExtends(value: unknown): unknown {
  return Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== 'extends'));
}
