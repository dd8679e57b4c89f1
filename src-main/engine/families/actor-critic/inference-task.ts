import type { ActorCriticConfig } from '#contract/config/actor-critic';
import type { EvaluationSplit } from '#contract/ids';
import type { TerritoryReplay } from '#contract/snapshots/territory-replay';
import type { InferenceTask, PrepareContext } from '../family';
import { baselineMetrics } from './evaluation/baseline-table';
import { decisionTable } from './evaluation/decision-rows';
import { gameList, PLAYED_SPLITS } from './evaluation/game-lists';
import { gameMetrics } from './evaluation/game-metrics';
import { fromGameTable } from './evaluation/game-rows';
import { playMode, playSplit, toEvaluation, type PlaySettings } from './evaluation/play-split';
import { createNetwork } from './network/network';
import { previewBatches } from './preview-batches';
import { playBaselines, toPlayed } from './training-task';

/**
 * A trained policy and the games it is judged on.
 * @param context `split` null: the games of `test`; `episodes`: games of each split, the same for baselines
 * @throws BaselineRowsMissingError
 */
export async function createInferenceTask(
  config: ActorCriticConfig,
  context: PrepareContext & { readonly split: EvaluationSplit | null; readonly episodes?: number },
): Promise<InferenceTask> {
  const { split, episodes, signal } = context;
  const splits = PLAYED_SPLITS.filter((played) => played === (split ?? 'test'));
  const table = await playBaselines(config, splits, context, episodes);
  const frames = config.model.frame_stack;
  const settings: PlaySettings = { rows: config.environment.environments, frames, signal };
  return {
    model: createNetwork(config.model, config.ppo),
    splits,
    async evaluate(asked, forward) {
      const played = toPlayed(asked);
      const { games } = await playSplit(forward, gameList(config, played, episodes), settings);
      return toEvaluation(games, table.greedy[played]!);
    },
    baselines: baselineMetrics(table),
    slices: (_, predictions) =>
      Object.entries(fromGameTable(predictions)).flatMap(([mode, games]) =>
        games.length === 0 ? [] : [{ name: 'mode', value: mode, metrics: gameMetrics(games) }],
      ),
    async predict(forward) {
      const replays: TerritoryReplay[] = [];
      const list = gameList(config, 'test', episodes);
      await playMode('sampled', forward, list, settings, (replay) => replays.push(replay));
      replays.sort((a, b) => a.seed - b.seed);
      return decisionTable(replays, forward, settings);
    },
    sampleInputs: (count) =>
      [...previewBatches(config, new Array<number>(count).fill(1), context.seed, 0)].map(({ inputs }) => ({
        map: inputs['map']!,
        globals: inputs['globals']!,
        action_mask: inputs['action_mask']!,
      })),
  };
}
