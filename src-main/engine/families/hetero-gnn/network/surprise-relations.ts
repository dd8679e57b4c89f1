import { CLASS_COUNT } from '../matches/ball-class';
import type { HistoryRelation } from './graph-schema';

/**
 * Relations over whose balls surprises are summed up, each with the expected count at which half of a surprise is believed: an
 * innings is played on one pitch and has up to 120 balls, a player has a few dozen.
 */
export const SURPRISE_RELATIONS = [
  ['attends', 8],
  ['faced_by', 4],
  ['bowled_by', 4],
] as const satisfies readonly (readonly [HistoryRelation, number])[];

/** Numbers of a moment: seven classes for each relation. */
export const SURPRISE_WIDTH = SURPRISE_RELATIONS.length * CLASS_COUNT;
