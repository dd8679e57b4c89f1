import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';

/** A stretch of a text in characters from 0, end excluded. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

const FIRST_LINE: TextRange = { start: 0, end: 1 };
const rangeOf = (node: unknown): TextRange | undefined => {
  const range = isNode(node) ? node.range : undefined;
  return range ? { start: range[0], end: range[1] } : undefined;
};

/** A YAML text with the place of each key and value. */
export class YamlSource {
  readonly #document: Document;
  readonly #lines = new LineCounter();

  constructor(readonly text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
  }

  /** What makes the text no YAML; empty when it is. */
  get errors(): readonly { readonly message: string; readonly range: TextRange }[] {
    return this.#document.errors.map(({ message, pos: [start, end] }) => ({ message, range: { start, end } }));
  }

  /** The content as plain values; only without errors. */
  get value(): unknown {
    return this.#document.toJS() as unknown;
  }

  /** @returns place of the value at a path, of the nearest parent that is there otherwise */
  valueRange(path: readonly PropertyKey[]): TextRange {
    return this.#resolve(path, (pair) => rangeOf(pair.value) ?? rangeOf(pair.key));
  }

  /** @returns place of the key at a path, of the nearest parent that is there otherwise */
  keyRange(path: readonly PropertyKey[]): TextRange {
    return this.#resolve(path, (pair) => rangeOf(pair.key));
  }

  /** @returns lines and columns from 1 */
  place(offset: number): TextPlace {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  }

  #resolve(path: readonly PropertyKey[], rangeOfPair: (pair: Pair) => TextRange | undefined): TextRange {
    let node: unknown = this.#document.contents;
    let found: TextRange | undefined;
    for (const key of path) {
      const next = childOf(node, key);
      if (next === undefined) break;
      found = (isPair(next) ? rangeOfPair(next) : rangeOf(next)) ?? found;
      node = isPair(next) ? next.value : next;
    }
    return found ?? FIRST_LINE;
  }
}

function childOf(node: unknown, key: PropertyKey): Pair | Node | undefined {
  if (isMap(node)) return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(key)];
  return isNode(item) ? item : undefined;
}
