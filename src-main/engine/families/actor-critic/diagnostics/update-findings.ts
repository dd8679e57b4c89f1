import type { SelfPlayGame } from '#contract/ppo-state';
import type { TerritoryEpisode } from '#contract/territory';
import {
  actionCollapse,
  actionIdle,
  IDLE_WINDOWS,
} from '../../../environments/territory/diagnostics/action-diagnostics';
import {
  episodeRank,
  episodeTruncation,
  episodeWin,
} from '../../../environments/territory/diagnostics/episode-diagnostics';
import type { Finding } from '../../../environments/territory/diagnostics/finding';
import {
  observationConstant,
  observationDuplicate,
  observationRange,
} from '../../../environments/territory/diagnostics/observation-diagnostics';
import {
  rewardDominant,
  rewardMisaligned,
  rewardScale,
} from '../../../environments/territory/diagnostics/reward-diagnostics';
import { seedDrift } from '../../../environments/territory/diagnostics/seed-drift';
import type { ParameterStore } from '../../../backend/parameter-store';
import type { GamesByMode } from '../evaluation/game-rows';
import { RECENT_EPISODES, type DiagnosticState, type UpdateReport } from '../ppo-learner';
import type { RolloutBuffer } from '../rollout/rollout-buffer';
import { networkDead } from './dead-tensors';
import { leagueBehind } from './league-behind';
import { learningFlat } from './learning-flat';
import { performanceSplit } from './performance-split';
import { policyArgmax, policyCollapse, policyUniform } from './policy-diagnostics';
import { ppoKl, ppoRatio, valuePoor } from './update-diagnostics';

/** Scores and win rate that diagnostics compare with. */
export interface BaselineScores {
  readonly idle: number;
  readonly random: number;
  readonly greedy: number;
  readonly greedyWinRate: number;
}

/** What is known after an update. */
export interface UpdateFacts {
  /** Finished updates, from 1, and those of the whole run. */
  readonly update: number;
  readonly updates: number;
  readonly report: UpdateReport;
  readonly recent: readonly TerritoryEpisode[];
  /** The last games in which policies had other seats; null without self-play. */
  readonly selfPlayGames: readonly SelfPlayGame[] | null;
  readonly state: DiagnosticState;
  readonly parameters: ParameterStore;
  readonly baselines: BaselineScores;
  readonly buffer: RolloutBuffer;
  /** Games of the evaluation that followed the update, if one did. */
  readonly evaluated: GamesByMode | null;
}

type Check = (facts: UpdateFacts) => Finding | null;

const winRateOf = (games: readonly TerritoryEpisode[]): number =>
  games.filter(({ game }) => game.outcome === 'win').length / Math.max(1, games.length);

/** Looked for after every update. */
const EVERY_UPDATE = {
  'pol-uniform': ({ report, update, updates }) => policyUniform(report.entropyShare, update / updates),
  'act-idle': ({ recent, baselines }) => actionIdle(idleWindows(recent), baselines.idle),
  'rew-dominant': ({ recent }) => rewardDominant(recent),
  'rew-misaligned': ({ recent }) => rewardMisaligned(recent),
  'rew-scale': ({ recent, report }) => rewardScale(recent, report.summary.valueLoss),
  'val-poor': ({ report, update }) => valuePoor(report.explainedVariance, update),
  'ppo-ratio': ({ report }) => ppoRatio(report.summary),
  'ppo-kl': ({ report }) => ppoKl(report.summary),
  'net-dead': ({ parameters, state }) => networkDead(parameters, state.deadUpdates),
  'epi-win': ({ report }) => episodeWin(report.episodes, report.observedWins),
  'epi-rank': ({ report }) => episodeRank(report.episodes),
  'epi-trunc': ({ report }) => episodeTruncation(report.episodes),
} satisfies Record<string, Check>;

/** Compare the games of training with those of scripted players, so they mean nothing where others sit at the table. */
const AGAINST_TIER = {
  'pol-collapse': ({ report, recent, baselines }) =>
    recent.length === 0 ? null : policyCollapse(report.entropyShare, winRateOf(recent), baselines.greedyWinRate),
  'learn-flat': ({ state, updates, baselines }) => learningFlat(state.scores, updates, baselines),
} satisfies Record<string, Check>;

/** Looked for in self-play, which has no baseline but the policy itself. */
const SELF_PLAY = {
  'league-behind': ({ selfPlayGames }) => leagueBehind(selfPlayGames ?? []),
} satisfies Record<string, Check>;

/** Looked for after the first update and after every evaluation: they read whole rollouts. */
const NOW_AND_THEN = {
  'obs-const': ({ buffer }) => observationConstant(buffer.seen, buffer.decisions),
  'obs-range': ({ buffer }) => observationRange(buffer.seen, buffer.decisions),
  'obs-dup': ({ buffer }) => observationDuplicate(buffer.seen, buffer.decisions),
} satisfies Record<string, Check>;

/** Looked for after an evaluation, on its games. */
const AFTER_EVALUATION = {
  'act-collapse': ({ evaluated }) => (evaluated?.argmax ? actionCollapse(evaluated.argmax) : null),
  'pol-argmax': ({ evaluated }) =>
    evaluated?.sampled && evaluated.argmax
      ? policyArgmax(winRateOf(evaluated.sampled), winRateOf(evaluated.argmax))
      : null,
} satisfies Record<string, Check>;

/** Looked for once in a run. */
const ONCE = {
  'seed-drift': ({ update }) => (update === 1 ? seedDrift() : null),
  'perf-split': ({ report, state, update }) => performanceSplit(report, state.firstSpeed, update),
} satisfies Record<string, Check>;

/** @returns what holds after an update, and the ids that were looked for */
export function updateFindings(facts: UpdateFacts): {
  readonly findings: readonly Finding[];
  readonly asked: readonly string[];
} {
  const checks: Readonly<Record<string, Check>> = {
    ...EVERY_UPDATE,
    ...(facts.selfPlayGames === null ? AGAINST_TIER : SELF_PLAY),
    ...(facts.update === 1 || facts.evaluated ? NOW_AND_THEN : {}),
    ...(facts.evaluated ? AFTER_EVALUATION : {}),
    ...ONCE,
  };
  return {
    findings: Object.values(checks).flatMap((check) => check(facts) ?? []),
    asked: Object.keys(checks),
  };
}

/** The last episodes in windows of equal length; none while there are too few. */
function idleWindows(recent: readonly TerritoryEpisode[]): readonly (readonly TerritoryEpisode[])[] {
  const length = Math.floor(RECENT_EPISODES / IDLE_WINDOWS);
  if (recent.length < length * IDLE_WINDOWS) return [];
  const last = recent.slice(-length * IDLE_WINDOWS);
  return Array.from({ length: IDLE_WINDOWS }, (_, window) => last.slice(window * length, (window + 1) * length));
}
