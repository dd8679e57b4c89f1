import { expect, it } from 'vitest';
import { ParameterStore } from '../../../../../../src-main/engine/backend/parameter-store';
import { playScripted } from '../../../../../../src-main/engine/environments/territory/evaluation/play-scripted';
import { updateFindings } from '../../../../../../src-main/engine/families/actor-critic/diagnostics/update-findings';
import type { UpdateReport } from '../../../../../../src-main/engine/families/actor-critic/ppo-learner';
import { RolloutBuffer } from '../../../../../../src-main/engine/families/actor-critic/rollout/rollout-buffer';
import type { SelfPlayGame } from '#contract/ppo-state';

/** A policy that is certain and has just lost a game. */
const REPORT: UpdateReport = {
  episodes: [],
  observedWins: 0,
  summary: {
    steps: 1,
    policyLoss: 0,
    valueLoss: 0,
    entropy: 0,
    approxKl: 0,
    oldApproxKl: 0,
    clipFraction: 0,
    firstRatioError: 0,
  },
  explainedVariance: 1,
  entropyShare: 0.01,
  environmentMs: 1,
  forwardMs: 1,
  updateMs: 1,
  totalMs: 3,
  decisions: 1,
  tier: 'brutal',
  promotedTo: null,
};
const LOST = [...playScripted('idle', { tier: 'brutal', reward: 'default', seeds: [1] })];

const idsOf = (selfPlayGames: readonly SelfPlayGame[] | null): readonly string[] =>
  updateFindings({
    update: 2,
    updates: 100,
    report: REPORT,
    recent: LOST,
    selfPlayGames,
    state: { scores: [], firstSpeed: null, said: [], deadUpdates: {} },
    parameters: new ParameterStore([]),
    baselines: { idle: 0, random: 0, greedy: 0.7, greedyWinRate: 0.7 },
    buffer: new RolloutBuffer({ steps: 1, environments: 1, frames: 1 }),
    evaluated: null,
  }).findings.map(({ id }) => id);

it('holds lost games against a policy where the tier was the opponent, not where it was the policy itself', () => {
  expect(idsOf(null)).toContain('pol-collapse');
  expect(idsOf([])).not.toContain('pol-collapse');
});

it('asks whether the learner is behind its own past in self-play', () => {
  const behind = Array.from({ length: 100 }, () => ({ opponent: 10, isWon: false, aheadShare: 0 }));
  expect(idsOf(behind)).toContain('league-behind');
});
