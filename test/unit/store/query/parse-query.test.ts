import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../../src-main/store/query/parse-query';
import type { QueryCondition, QueryValue } from '../../../../src-main/store/query/query-tree';
import { seededRandom } from '../../../support/workspace-random';

const fails = (query: string) => {
  try {
    parseQuery(query);
  } catch (error) {
    return (error as { details: { position: number; found: string; expected: string } }).details;
  }
  throw new Error(`${query} was understood`);
};

/** The condition as text with every bracket: an independent picture of what was understood. */
function show(condition: QueryCondition): string {
  const value = ({ text, number }: QueryValue): string => (number === null ? `'${text}'` : String(number));
  switch (condition.kind) {
    case 'comparison':
      return `${condition.field.name} ${condition.operator} ${value(condition.value)}`;
    case 'in':
      return `${condition.field.name} ${condition.isNegated ? 'not in' : 'in'} (${condition.values.map(value).join(', ')})`;
    case 'not':
      return `not (${show(condition.condition)})`;
    default:
      return `(${show(condition.left)}) ${condition.kind} (${show(condition.right)})`;
  }
}

describe('parseQuery', () => {
  it('reads the example of the documentation', () => {
    const query =
      'family = deep-set-ranker and model_a.epochs >= 10 and validation.conference_spearman > 0.8 order by -validation.conference_spearman, name limit 20';
    const { condition, orderBy, limit } = parseQuery(query);
    expect(show(condition!)).toBe(
      "((family = 'deep-set-ranker') and (model_a.epochs >= 10)) and (validation.conference_spearman > 0.8)",
    );
    expect(orderBy.map(({ field, isDescending }) => [field.name, isDescending])).toEqual([
      ['validation.conference_spearman', true],
      ['name', false],
    ]);
    expect(limit).toBe(20);
  });

  it('binds and stronger than or, and obeys brackets and not', () => {
    expect(show(parseQuery('a = 1 or b = 2 and c = 3').condition!)).toBe('(a = 1) or ((b = 2) and (c = 3))');
    expect(show(parseQuery('NOT (a = 1 OR b = 2) AND c not in (x, "y z")').condition!)).toBe(
      "(not ((a = 1) or (b = 2))) and (c not in ('x', 'y z'))",
    );
  });

  it('accepts nothing, only an order, only a limit', () => {
    expect(parseQuery('  ')).toEqual({ condition: null, orderBy: [], limit: null });
    expect(parseQuery('limit 3').limit).toBe(3);
    expect(parseQuery('order by -created').orderBy).toHaveLength(1);
  });

  it.each([
    ['family deep-set-ranker', 8, 'deep-set-ranker', '=, !=, <, <=, >, >=, ~ or in'],
    ['family = ', 10, 'the end', 'a value'],
    ['family = a limit many', 18, 'many', 'a whole number'],
    ['(a = 1', 7, 'the end', ')'],
    ['a = 1 b = 2', 7, 'b', 'and, or, order by, limit or the end'],
    ['a in 3', 6, '3', '('],
    ['a = "open', 5, 'a " that is not closed', 'a column, a value or an operator'],
    ['= 3', 1, '=', 'a column'],
    ['order created', 7, 'created', 'by'],
  ])('names the place in: %s', (query, position, found, expected) => {
    expect(fails(query)).toMatchObject({ position });
    expect(() => parseQuery(query)).toThrow(`at character ${position}: found ${found}, expected ${expected}.`);
  });

  it('reads back any condition that is written out, 500 drawn ones', () => {
    const random = seededRandom(7);
    const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
    const draw = (depth: number): string => {
      if (depth === 0 || random() < 0.3) {
        const field = pick(['seed', 'model_a.epochs', 'validation.conference_spearman']);
        if (random() < 0.3)
          return `${field} ${pick(['in', 'not in'])} (${pick(['1', "'a b'", '-2.5'])}, ${pick(['3', "'x'"])})`;
        return `${field} ${pick(['=', '!=', '<', '<=', '>', '>=', '~', '!~'])} ${pick(['1', '-0.25', '2000000', "'word'", "'and'", "'o''"]).replace("'o''", "'o'")}`;
      }
      return random() < 0.3
        ? `not (${draw(depth - 1)})`
        : `(${draw(depth - 1)}) ${pick(['and', 'or'])} (${draw(depth - 1)})`;
    };
    for (let round = 0; round < 500; round += 1) {
      const text = draw(4);
      expect(show(parseQuery(text).condition!)).toBe(text);
    }
  });

  it('answers any text with a tree or with an error of its own, 2,000 drawn ones', () => {
    const random = seededRandom(11);
    const pieces = [
      'a',
      'in',
      'not',
      '(',
      ')',
      ',',
      '=',
      '!=',
      '>',
      '~',
      '1',
      '-',
      '.5',
      '"x"',
      "'",
      'and',
      'or',
      'order',
      'by',
      'limit',
      ' ',
      '%',
      'é',
      '\\',
    ];
    for (let round = 0; round < 2000; round += 1) {
      const text = Array.from(
        { length: Math.floor(random() * 12) },
        () => pieces[Math.floor(random() * pieces.length)],
      ).join(random() < 0.5 ? ' ' : '');
      try {
        parseQuery(text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'E-QUERY-SYNTAX' });
        expect((error as { details: { position: number } }).details.position).toBeLessThanOrEqual(text.length + 1);
      }
    }
  });
});
