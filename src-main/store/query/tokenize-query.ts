import { QuerySyntaxError } from '#contract/errors/query-errors';

/** A piece of a query; `position` counts characters from 1. */
export interface QueryToken {
  readonly kind: 'word' | 'number' | 'quoted' | 'operator' | 'end';
  readonly text: string;
  readonly position: number;
}

// Order matters: `<=` before `<`, a number before a word. A minus belongs to a number only in front of a digit.
const PATTERNS = [
  ['space', /\s+/y],
  ['quoted', /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y],
  ['number', /-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.:-])/y],
  ['operator', /!=|!~|<=|>=|[=<>~(),-]/y],
  ['word', /[\p{L}\p{N}_][\p{L}\p{N}_.:/-]*/uy],
] as const;

const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(.)/gs, '$1');

/**
 * @returns the tokens of a query, closed by one of kind `end`
 * @throws QuerySyntaxError at the first character that belongs to nothing
 */
export function tokenizeQuery(query: string): readonly QueryToken[] {
  const tokens: QueryToken[] = [];
  for (let at = 0; at < query.length;) {
    const found = matchAt(query, at);
    if (!found)
      throw new QuerySyntaxError(query, at + 1, describeCharacter(query, at), 'a column, a value or an operator');
    const { kind, text } = found;
    if (kind !== 'space') tokens.push({ kind, text: kind === 'quoted' ? unquoted(text) : text, position: at + 1 });
    at += text.length;
  }
  return [...tokens, { kind: 'end', text: '', position: query.length + 1 }];
}

function matchAt(
  query: string,
  at: number,
): { readonly kind: (typeof PATTERNS)[number][0]; readonly text: string } | null {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(query);
    if (match) return { kind, text: match[0] };
  }
  return null;
}

function describeCharacter(query: string, at: number): string {
  const character = String.fromCodePoint(query.codePointAt(at)!);
  return character === '"' || character === "'" ? `a ${character} that is not closed` : character;
}
