import { QuerySyntaxError } from '#contract/errors/query-errors';
import type { ComparisonOperator, QueryCondition, QueryField, QueryValue, RunQuery, SortKey } from './query-tree';
import { tokenizeQuery, type QueryToken } from './tokenize-query';

const OPERATORS: ReadonlySet<string> = new Set([
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  '~',
  '!~',
] satisfies ComparisonOperator[]);
const isOperator = (text: string): text is ComparisonOperator => OPERATORS.has(text);
const describe = (token: QueryToken): string => (token.kind === 'end' ? 'the end' : token.text);

/**
 * Parses the language of the runs table:
 *
 *     [condition] [order by [-]column, ...] [limit n]
 *     condition   a = b   != < <= > >=   ~ contains   !~   a in (b, c)   a not in (b, c)   and   or   not   ( )
 *
 * `and` binds stronger than `or`. Keywords are case-insensitive. A value with spaces is quoted with ' or ".
 * @throws QuerySyntaxError with the place
 */
export function parseQuery(query: string): RunQuery {
  return new QueryParser(query).parse();
}

class QueryParser {
  readonly #tokens: readonly QueryToken[];
  #next = 0;

  constructor(private readonly query: string) {
    this.#tokens = tokenizeQuery(query);
  }

  parse(): RunQuery {
    const startsWithCondition = !this.#isKeyword('order') && !this.#isKeyword('limit') && this.#peek().kind !== 'end';
    const condition = startsWithCondition ? this.#or() : null;
    const orderBy = this.#takeKeyword('order') ? this.#sortKeys() : [];
    const limit = this.#takeKeyword('limit') ? this.#limit() : null;
    if (this.#peek().kind !== 'end') this.#fail(condition ? 'and, or, order by, limit or the end' : 'limit or the end');
    return { condition, orderBy, limit };
  }

  #or(): QueryCondition {
    let left = this.#and();
    while (this.#takeKeyword('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): QueryCondition {
    let left = this.#unary();
    while (this.#takeKeyword('and')) left = { kind: 'and', left, right: this.#unary() };
    return left;
  }

  #unary(): QueryCondition {
    if (this.#takeKeyword('not')) return { kind: 'not', condition: this.#unary() };
    if (!this.#take('(')) return this.#comparison();
    const inner = this.#or();
    this.#expect(')');
    return inner;
  }

  #comparison(): QueryCondition {
    const field = this.#field();
    if (this.#takeKeyword('in')) return { kind: 'in', field, isNegated: false, values: this.#valueList() };
    if (this.#takeKeyword('not')) {
      if (!this.#takeKeyword('in')) this.#fail('in');
      return { kind: 'in', field, isNegated: true, values: this.#valueList() };
    }
    const token = this.#peek();
    if (token.kind !== 'operator' || !isOperator(token.text)) this.#fail('=, !=, <, <=, >, >=, ~ or in');
    this.#next += 1;
    return { kind: 'comparison', field, operator: token.text, value: this.#value() };
  }

  #valueList(): readonly QueryValue[] {
    this.#expect('(');
    const values = [this.#value()];
    while (this.#take(',')) values.push(this.#value());
    this.#expect(')');
    return values;
  }

  #sortKeys(): readonly SortKey[] {
    if (!this.#takeKeyword('by')) this.#fail('by');
    const keys = [this.#sortKey()];
    while (this.#take(',')) keys.push(this.#sortKey());
    return keys;
  }

  #sortKey(): SortKey {
    const isDescending = this.#take('-');
    return { field: this.#field(), isDescending };
  }

  #limit(): number {
    const token = this.#peek();
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) this.#fail('a whole number');
    this.#next += 1;
    return Number(token.text);
  }

  #field(): QueryField {
    const token = this.#peek();
    if (token.kind !== 'word') this.#fail('a column');
    this.#next += 1;
    return { name: token.text, position: token.position };
  }

  #value(): QueryValue {
    const token = this.#peek();
    if (token.kind !== 'word' && token.kind !== 'number' && token.kind !== 'quoted') this.#fail('a value');
    this.#next += 1;
    return { text: token.text, number: token.kind === 'number' ? Number(token.text) : null, position: token.position };
  }

  #peek(): QueryToken {
    return this.#tokens[this.#next]!;
  }

  #isKeyword(word: string): boolean {
    const token = this.#peek();
    return token.kind === 'word' && token.text.toLowerCase() === word;
  }

  #takeKeyword(word: string): boolean {
    const isThere = this.#isKeyword(word);
    if (isThere) this.#next += 1;
    return isThere;
  }

  #take(operator: string): boolean {
    const token = this.#peek();
    const isThere = token.kind === 'operator' && token.text === operator;
    if (isThere) this.#next += 1;
    return isThere;
  }

  #expect(operator: string): void {
    if (!this.#take(operator)) this.#fail(operator);
  }

  #fail(expected: string): never {
    const token = this.#peek();
    throw new QuerySyntaxError(this.query, token.position, describe(token), expected);
  }
}
