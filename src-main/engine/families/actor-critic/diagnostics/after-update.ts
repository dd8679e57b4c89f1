import { gameScore } from '../../../environments/territory/evaluation/evaluation-summary';
import type { EpochContext, EpochFindings } from '../../family';
import type { GamesByMode } from '../evaluation/game-rows';
import type { PpoLearner, UpdateReport } from '../ppo-learner';
import { countDeadUpdates } from './dead-tensors';
import { timeShares } from './performance-split';
import { sayOnce } from './said-once';
import { updateFindings, type BaselineScores } from './update-findings';

/** What {@link afterUpdate} looks at beside the update. */
export interface AfterUpdateParts {
  readonly learner: PpoLearner;
  readonly baselines: BaselineScores;
  /** Updates of the whole run. */
  readonly updates: number;
  readonly evaluated: GamesByMode | null;
  /** The first update of a process compiles: its speed is told to nobody. */
  readonly isFirstOfProcess: boolean;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Metrics of an update, by the ids of the contract; CleanRL's names are in their descriptions. */
function updateMetrics(learner: PpoLearner, report: UpdateReport, isFirstOfProcess: boolean) {
  const { recent, selfPlay } = learner;
  const { summary } = report;
  const { decisions_per_second: speed, ...shares } = timeShares(report);
  const episodes = report.episodes.map(({ info }) => info);
  return {
    policy_loss: summary.policyLoss,
    value_loss: summary.valueLoss,
    entropy: summary.entropy,
    entropy_share: report.entropyShare,
    approx_kl: summary.approxKl,
    old_approx_kl: summary.oldApproxKl,
    clip_fraction: summary.clipFraction,
    explained_variance: report.explainedVariance,
    first_ratio_error: summary.firstRatioError,
    update_steps: summary.steps,
    ...shares,
    ...(isFirstOfProcess ? {} : { decisions_per_second: speed }),
    ...(episodes.length === 0
      ? {}
      : {
          episodic_return: mean(episodes.map(({ episode }) => episode.episodeReturn)),
          episodic_length: mean(episodes.map(({ episode }) => episode.length)),
        }),
    ...(recent.length === 0
      ? {}
      : {
          recent_win_rate: mean(recent.map(({ game }) => (game.outcome === 'win' ? 1 : 0))),
          recent_score: mean(recent.map(gameScore)),
        }),
    ...selfPlay?.metrics(),
  };
}

/** Moves the state of the diagnostics on by an update. */
function noteUpdate({ learner, isFirstOfProcess }: AfterUpdateParts, { epoch, parameters }: EpochContext): void {
  const { report, diagnostics } = learner;
  const scores = report!.episodes.map(({ info }) => gameScore(info));
  const squares = scores.reduce((sum, score) => sum + score ** 2, 0);
  const speed = timeShares(report!).decisions_per_second;
  learner.diagnostics = {
    ...diagnostics,
    scores: [...diagnostics.scores, [scores.length, scores.reduce((sum, score) => sum + score, 0), squares]],
    deadUpdates: countDeadUpdates(parameters, diagnostics.deadUpdates),
    firstSpeed: epoch === 1 && isFirstOfProcess ? speed : diagnostics.firstSpeed,
  };
}

/** Metrics, diagnostics and log lines of a finished update. */
export function afterUpdate(parts: AfterUpdateParts, context: EpochContext): Omit<EpochFindings, 'snapshots'> {
  const { learner, baselines, updates, evaluated, isFirstOfProcess } = parts;
  const { epoch: update, parameters } = context;
  noteUpdate(parts, context);
  const { report, recent, buffer, diagnostics: state } = learner;
  const { findings, asked } = updateFindings({
    update,
    updates,
    report: report!,
    recent,
    selfPlayGames: learner.selfPlay?.recent ?? null,
    state,
    parameters,
    baselines,
    buffer,
    evaluated,
  });
  const { fresh, said } = sayOnce(findings, asked, state.said);
  learner.diagnostics = { ...state, said };
  const { promotedTo } = report!;
  return {
    metrics: updateMetrics(learner, report!, isFirstOfProcess),
    diagnostics: fresh.map((finding) => ({ ...finding, epoch: update, step: null })),
    logLines: promotedTo === null ? [] : [`Games were won often enough: training goes on against tier ${promotedTo}.`],
  };
}
