import { describe, expect, it } from 'vitest';
import type { TerritoryEpisode } from '../../../../../../src-preload/contract/territory';
import { BOTS } from '../../../../../../src-main/engine/environments/territory/bots/bots';
import {
  actionCollapse,
  actionIdle,
} from '../../../../../../src-main/engine/environments/territory/diagnostics/action-diagnostics';
import {
  actionNoEffect,
  measureActionEffects,
  territoryProbe,
} from '../../../../../../src-main/engine/environments/territory/diagnostics/action-effect';
import { baseMissing } from '../../../../../../src-main/engine/environments/territory/diagnostics/base-missing';
import {
  episodeRank,
  episodeTruncation,
  episodeWin,
} from '../../../../../../src-main/engine/environments/territory/diagnostics/episode-diagnostics';
import {
  observationConstant,
  observationDuplicate,
  observationRange,
} from '../../../../../../src-main/engine/environments/territory/diagnostics/observation-diagnostics';
import {
  rewardDominant,
  rewardMisaligned,
  rewardScale,
} from '../../../../../../src-main/engine/environments/territory/diagnostics/reward-diagnostics';
import { seedDrift } from '../../../../../../src-main/engine/environments/territory/diagnostics/seed-drift';
import { ENVIRONMENT_HASH } from '../../../../../../src-main/engine/environments/territory/environment-hash';
import { playScripted } from '../../../../../../src-main/engine/environments/territory/evaluation/play-scripted';
import { RandomNumbers } from '../../../../../../src-main/engine/environments/territory/game/random-numbers';
import {
  copyObservation,
  createObservations,
} from '../../../../../../src-main/engine/environments/territory/observation/observation-layout';
import { TerritoryVectorEnvironment } from '../../../../../../src-main/engine/environments/territory/territory-vector-environment';

const SEEDS = [1, 2, 3, 4, 5, 6];
const healthy = [...playScripted('tactician', { tier: 'easy', reward: 'default', seeds: SEEDS })];
const idle = [...playScripted('idle', { tier: 'easy', reward: 'default', seeds: SEEDS })];
const logged = healthy.map((info) => ({ info, terminated: true, truncated: info.game.outcome === 'timeout' }));

/** The healthy episodes with something else in their game record. */
const changed = (game: Partial<TerritoryEpisode['game']>): TerritoryEpisode[] =>
  healthy.map((episode) => ({ ...episode, game: { ...episode.game, ...game } }));

/** A rollout of a scripted player: 4 games, 250 decisions, every fifth state. */
function rollout() {
  const environment = new TerritoryVectorEnvironment({
    environments: 4,
    tier: 'normal',
    reward: 'default',
    mapPoolSize: 4,
    selfPlay: null,
  });
  const rows = 200;
  const kept = createObservations(rows);
  const actions = new Int32Array(4);
  const random = new RandomNumbers(1, 1);
  environment.reset(1);
  for (let step = 0; step < 250; step++) {
    for (let row = 0; row < 4; row++) actions[row] = BOTS.greedy(environment.view(row), random);
    const { observations } = environment.step(actions);
    if (step % 5 === 0)
      for (let row = 0; row < 4; row++) copyObservation(observations, row, kept, (step / 5) * 4 + row);
  }
  return { observations: kept, rows };
}

describe('diagnostics: silent on a healthy player, loud on the planted fault', () => {
  it('ACT-NOEFFECT: every allowed attack changes the game; lost actions are found', () => {
    const probe = territoryProbe('normal');
    const effects = measureActionEffects(probe, [1, 2]);
    expect(effects.tried).toBeGreaterThan(40);
    expect(actionNoEffect(effects)).toBeNull();
    const lost = { ...probe, hashAfter: (seed: number) => `state of ${seed}` };
    expect(actionNoEffect(measureActionEffects(lost, [1]))).toMatchObject({
      id: 'act-noeffect',
      severity: 'error',
      value: 0,
    });
  });

  it('ACT-IDLE: waiting much while winning is none, doing nothing for three windows is', () => {
    expect(actionIdle([healthy, healthy, healthy], 0.01)).toBeNull();
    expect(actionIdle([idle, idle], 0.01)).toBeNull();
    expect(actionIdle([idle, idle, idle], 0.01)).toMatchObject({ id: 'act-idle', value: 1 });
  });

  it('ACT-COLLAPSE: one attack in nearly all decisions', () => {
    expect(actionCollapse(healthy)).toBeNull();
    const counts = new Array<number>(90).fill(0);
    counts[8] = 85;
    counts[80] = 15;
    expect(actionCollapse(changed({ decisions: 100, actionCounts: counts }))).toMatchObject({
      id: 'act-collapse',
      value: 0.85,
    });
    // Constant waiting is no collapse of this kind.
    expect(actionCollapse(idle)).toBeNull();
  });

  it('REW-DOMINANT, REW-SCALE: the default reward has neither, survival has both', () => {
    expect(rewardDominant(healthy)).toBeNull();
    expect(rewardScale(healthy, 2)).toBeNull();
    const survival = [...playScripted('expander', { tier: 'normal', reward: 'survival', seeds: SEEDS })];
    expect(rewardDominant(survival)).toMatchObject({ id: 'rew-dominant' });
    expect(rewardScale(survival, null)).toMatchObject({ id: 'rew-scale' });
    expect(rewardScale(healthy, 2000)).toMatchObject({ id: 'rew-scale' });
  });

  it('REW-MISALIGNED: a return that falls when the score rises', () => {
    const games = Array.from({ length: 100 }, (_, i): TerritoryEpisode => {
      const game = { ...healthy[0]!.game, outcome: 'timeout', finalShare: i / 100 } as const;
      return { ...healthy[0]!, episode: { episodeReturn: i, length: 256 }, game };
    });
    expect(rewardMisaligned(games)).toBeNull();
    const inverted = games.map((game, i) => ({ ...game, episode: { episodeReturn: -i, length: 256 } }));
    expect(rewardMisaligned(inverted)).toMatchObject({ id: 'rew-misaligned', value: -1 });
    expect(rewardMisaligned(inverted.slice(1))).toBeNull();
  });

  it('EPI-WIN, EPI-RANK, EPI-TRUNC: records that contradict the game', () => {
    const wins = healthy.filter(({ game }) => game.outcome === 'win').length;
    expect([episodeWin(logged, wins), episodeRank(logged), episodeTruncation(logged)]).toEqual([null, null, null]);
    expect(episodeWin(logged, 0)).toMatchObject({ id: 'epi-win', severity: 'error' });
    const entries = (games: TerritoryEpisode[]) => games.map((info) => ({ info, terminated: true, truncated: false }));
    expect(episodeRank(entries(changed({ rank: 0 })))).toMatchObject({ id: 'epi-rank', value: 0 });
    expect(episodeTruncation(entries(changed({ outcome: 'timeout', decisions: 256 })))).toMatchObject({
      id: 'epi-trunc',
    });
  });

  it('OBS-CONST, OBS-RANGE, OBS-DUP: dead channels, wild features, twins', () => {
    const { observations, rows } = rollout();
    expect(observationConstant(observations, rows)).toBeNull();
    expect(observationRange(observations, rows)).toBeNull();
    expect(observationDuplicate(observations, rows)).toBeNull();
    const { globals, palettes } = observations;
    for (let row = 0; row < rows; row++) globals[row * 16 + 10] = globals[row * 16 + 9]!;
    expect(observationDuplicate(observations, rows)).toMatchObject({
      id: 'obs-dup',
      message: expect.stringContaining('time and alive') as string,
    });
    globals[7] = 6;
    expect(observationRange(observations, rows)).toMatchObject({ id: 'obs-range', value: 6 });
    // Both troop channels zero, as in the wrapper that this diagnostic remembers.
    palettes.forEach((_, at) => (palettes[at] = at % 5 >= 3 ? 0 : palettes[at]!));
    expect(observationConstant(observations, rows)).toMatchObject({ id: 'obs-const', value: 2 });
  });

  it('SEED-DRIFT, BASE-MISSING: games that changed, tables without baselines', () => {
    expect(seedDrift()).toBeNull();
    expect(seedDrift(() => 'another state')).toMatchObject({ id: 'seed-drift', value: 3 });
    const rows = (['idle', 'random', 'greedy'] as const).map((bot) => ({ bot, environmentHash: ENVIRONMENT_HASH }));
    expect(baseMissing(rows)).toBeNull();
    expect(baseMissing([...rows.slice(1), { bot: 'idle', environmentHash: 'older' }])).toMatchObject({
      id: 'base-missing',
      value: 1,
    });
  });
});
