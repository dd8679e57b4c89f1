import { QueryFieldError, QueryTypeError } from '#contract/errors/query-errors';
import type { Store } from '../store';
import { nearestWord } from './nearest-word';
import { columnNames, findColumn, type QueryColumn } from './query-columns';
import type { ComparisonOperator, QueryCondition, QueryField, QueryValue, SortKey } from './query-tree';

type Parameter = string | number;

/** A piece of SQL with the values for its question marks. */
export interface SqlPart {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

const ORDERING: ReadonlySet<ComparisonOperator> = new Set(['<', '<=', '>', '>=']);

/** Turns the conditions and sort keys of one query into SQL. Values travel as parameters, never as text. */
export class QueryTranslator {
  constructor(
    private readonly store: Store,
    private readonly query: string,
  ) {}

  /** @throws QueryFieldError, QueryTypeError */
  condition(condition: QueryCondition): SqlPart {
    switch (condition.kind) {
      case 'and':
      case 'or':
        return joined(this.condition(condition.left), condition.kind.toUpperCase(), this.condition(condition.right));
      case 'not': {
        const inner = this.condition(condition.condition);
        // A run without the column is not true to a condition on it, so it is true to the opposite.
        return { sql: `NOT coalesce(${inner.sql}, 0)`, parameters: inner.parameters };
      }
      case 'in':
        return this.#membership(condition.field, condition.isNegated, condition.values);
      case 'comparison':
        return this.#comparison(condition.field, condition.operator, condition.value);
    }
  }

  /** @returns the ORDER BY list; runs without the column come last in both directions */
  order(keys: readonly SortKey[]): string {
    return keys
      .map(({ field, isDescending }) => {
        const { sql, textSql } = this.#column(field);
        const direction = isDescending ? 'DESC' : 'ASC';
        const byText = textSql === undefined ? '' : `, ${textSql} ${direction}`;
        return `${sql} ${direction} NULLS LAST${byText}`;
      })
      .join(', ');
  }

  #membership(field: QueryField, isNegated: boolean, values: readonly QueryValue[]): SqlPart {
    const parts = values.map((value) => this.#comparison(field, '=', value));
    const any = parts.reduce((left, right) => joined(left, 'OR', right));
    return isNegated ? { sql: `NOT coalesce(${any.sql}, 0)`, parameters: any.parameters } : any;
  }

  #comparison(field: QueryField, operator: ComparisonOperator, value: QueryValue): SqlPart {
    const column = this.#column(field);
    if (operator === '~' || operator === '!~') return this.#contains(field, column, operator, value);
    if (ORDERING.has(operator) && (column.kind === 'text' || value.number === null)) {
      throw new QueryTypeError(
        this.query,
        value.position,
        field.name,
        `${operator} needs a number${column.kind === 'text' ? ' column' : ''}`,
      );
    }
    if (column.kind === 'number' && value.number === null) {
      throw new QueryTypeError(this.query, value.position, field.name, `${value.text} is not a number`);
    }
    const isNumeric = column.kind !== 'text' && value.number !== null;
    const side = isNumeric ? column.sql : (column.textSql ?? column.sql);
    const compared: SqlPart = { sql: `${side} ${operator} ?`, parameters: [isNumeric ? value.number : value.text] };
    return operator === '!=' ? { sql: `coalesce(${compared.sql}, 1)`, parameters: compared.parameters } : compared;
  }

  #contains(field: QueryField, column: QueryColumn, operator: '~' | '!~', value: QueryValue): SqlPart {
    if (column.kind === 'number')
      throw new QueryTypeError(this.query, value.position, field.name, `${operator} needs a column of words`);
    const found = `instr(lower(coalesce(${column.textSql ?? column.sql}, '')), lower(?)) ${operator === '~' ? '> 0' : '= 0'}`;
    return { sql: `(${found})`, parameters: [value.text] };
  }

  #column(field: QueryField): QueryColumn {
    const column = findColumn(this.store, field);
    if (!column)
      throw new QueryFieldError(
        this.query,
        field.position,
        field.name,
        nearestWord(field.name, columnNames(this.store)),
      );
    return column;
  }
}

const joined = (left: SqlPart, word: string, right: SqlPart): SqlPart => ({
  sql: `(${left.sql} ${word} ${right.sql})`,
  parameters: [...left.parameters, ...right.parameters],
});
