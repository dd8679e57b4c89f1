/** A word or number of a query with its place; positions count characters from 1. */
export interface QueryValue {
  readonly text: string;
  /** Set when an unquoted value reads as a number. */
  readonly number: number | null;
  readonly position: number;
}

/** A column named in a query. */
export interface QueryField {
  readonly name: string;
  readonly position: number;
}

export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~';

/** A condition on runs. */
export type QueryCondition =
  | {
      readonly kind: 'comparison';
      readonly field: QueryField;
      readonly operator: ComparisonOperator;
      readonly value: QueryValue;
    }
  | {
      readonly kind: 'in';
      readonly field: QueryField;
      readonly isNegated: boolean;
      readonly values: readonly QueryValue[];
    }
  | { readonly kind: 'and' | 'or'; readonly left: QueryCondition; readonly right: QueryCondition }
  | { readonly kind: 'not'; readonly condition: QueryCondition };

export interface SortKey {
  readonly field: QueryField;
  readonly isDescending: boolean;
}

/** A parsed query. */
export interface RunQuery {
  /** null: every run. */
  readonly condition: QueryCondition | null;
  readonly orderBy: readonly SortKey[];
  readonly limit: number | null;
}
