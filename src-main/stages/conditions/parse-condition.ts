import { LadderConditionError } from '#contract/errors/ladder-errors';

/** One comparison of a condition. */
export type ConditionTerm =
  /** Better than, or about equal to, another variant; in any value of a slice, or in one. */
  | {
      readonly kind: 'pair';
      readonly a: string;
      readonly operator: '>' | '~';
      readonly b: string;
      readonly slice: string | null;
      readonly value: string | null;
      readonly text: string;
    }
  /** A mean against a number. */
  | {
      readonly kind: 'threshold';
      readonly a: string;
      readonly operator: '>=' | '<=';
      readonly threshold: number;
      readonly text: string;
    };

/** Terms joined by `and`, these groups joined by `or`. */
export type Condition = readonly (readonly ConditionTerm[])[];

const TERM =
  /^\s*([A-Za-z0-9][\w-]*)\s*(>=|<=|>|~)\s*([A-Za-z0-9.+-][\w.+-]*)(?:\s+in\s+([A-Za-z_]\w*)(?:\s*=\s*([\w.-]+))?)?\s*$/;

/**
 * Parses a condition of a decision rule:
 *
 *     pooling > base and pooling > hybrid        better by more than the margin
 *     film > winner in phase                     in at least one value of a slice
 *     heads > winner in innings=1                in one value of it
 *     pooling ~ base                             about equal: within the margin
 *     base >= 0.15                               mean over seeds against a number
 *
 * `and` binds stronger than `or`.
 * @throws LadderConditionError with the place
 */
export function parseCondition(condition: string): Condition {
  let position = 0;
  return condition.split(/\bor\b/).map((group) => {
    const terms = group.split(/\band\b/).map((text) => {
      const term = parseTerm(condition, text, position);
      position += text.length + 'and'.length;
      return term;
    });
    position += 'or'.length - 'and'.length;
    return terms;
  });
}

function parseTerm(condition: string, text: string, position: number): ConditionTerm {
  const start = position + (text.length - text.trimStart().length) + 1;
  const match = TERM.exec(text);
  if (!match)
    throw new LadderConditionError(condition, start, 'variant > variant, variant ~ variant or variant >= number');
  const [, a = '', operator = '', right = '', slice = null, value = null] = match;
  const shown = text.trim();
  if (operator === '>=' || operator === '<=') {
    const threshold = Number(right);
    if (!Number.isFinite(threshold) || slice !== null)
      throw new LadderConditionError(condition, start, `a number after ${operator}`);
    return { kind: 'threshold', a, operator, threshold, text: shown };
  }
  if (operator !== '>' && operator !== '~') throw new LadderConditionError(condition, start, 'an operator');
  return { kind: 'pair', a, operator, b: right, slice, value, text: shown };
}

/** @returns the variants that a condition names */
export const variantsOf = (condition: Condition): readonly string[] => [
  ...new Set(condition.flat().flatMap((term) => (term.kind === 'pair' ? [term.a, term.b] : [term.a]))),
];
