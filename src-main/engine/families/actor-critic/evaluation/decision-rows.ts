import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import type { ForwardPass } from '../../../backend/executor';
import {
  actionBuilds,
  actionDirection,
  actionIntensity,
  ACTIONS,
  DIRECTIONS,
  INTENSITIES,
} from '../../../environments/territory/game/action-codec';
import type { PredictionTable } from '../../family';
import { PositionInputs } from '../rollout/position-inputs';
import type { PlaySettings } from './play-split';
import { forEachPosition, replayPositions } from './replay-positions';

/** Columns of `assay predict`: one row a decision. `p_<action>` are the probabilities of all 90 actions, masked ones 0. */
export const DECISION_COLUMNS: readonly string[] = [
  'tier',
  'seed',
  'decision',
  'action',
  'direction',
  'intensity',
  'builds',
  'value',
  ...Array.from({ length: ACTIONS }, (_, action) => `p_${action}`),
];

const DIGITS = 6;
const rounded = (value: number): number => Number(value.toFixed(DIGITS));

/** What a network thought at every decision of finished games. */
export async function decisionTable(
  replays: readonly TerritoryReplay[],
  forward: ForwardPass,
  { rows: positions, frames }: Pick<PlaySettings, 'rows' | 'frames'>,
): Promise<PredictionTable> {
  const inputs = new PositionInputs(positions, frames);
  const rows: PredictionTable['rows'][number][] = [];
  for (const replay of replays) {
    const { tier, seed, actions } = replay;
    await forEachPosition(replayPositions(replay), forward, inputs, (outputs, first, count) => {
      const logProbabilities = outputs['log_probabilities']!.data;
      for (let i = 0; i < count; i++) {
        const action = actions[first + i]!;
        rows.push([
          tier,
          seed,
          first + i,
          action,
          DIRECTIONS[actionDirection(action)]!,
          INTENSITIES[actionIntensity(action)]!,
          actionBuilds(action) ? 1 : 0,
          rounded(outputs['value']!.data[i]!),
          ...Array.from(logProbabilities.subarray(i * ACTIONS, (i + 1) * ACTIONS), (value) => rounded(Math.exp(value))),
        ]);
      }
    });
  }
  return { columns: DECISION_COLUMNS, rows };
}
