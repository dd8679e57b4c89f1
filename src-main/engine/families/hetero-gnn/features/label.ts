import type { RuleSet } from '../data/data-options';
import { DOT, FOUR, SIX, WICKET } from '../matches/ball-class';
import type { DeliveryFacts } from './delivery';

/**
 * Class of a delivery. Only runs off the bat count: a wide that brings five runs is a dot.
 * Reference: any wicket entry is a wicket, five off the bat a dot. Corrected: retirements of players who may return are
 * classed by bat runs, and five is a four, the nearest by value.
 */
export function labelOf({ wicketKind, wickets, batRuns }: DeliveryFacts, rules: RuleSet): number {
  if (rules === 'reference' ? wicketKind !== 'none' : wickets > 0) return WICKET;
  if (batRuns <= FOUR) return batRuns;
  if (batRuns === 5) return rules === 'reference' ? DOT : FOUR;
  return SIX;
}
