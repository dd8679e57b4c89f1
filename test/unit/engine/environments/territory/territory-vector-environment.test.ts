import { describe, expect, it } from 'vitest';
import {
  ActionCountError,
  ActionMaskedError,
  EnvironmentCountError,
  EnvironmentHashError,
  NoEnvironmentsError,
  TierUnknownError,
} from '../../../../../src-preload/contract/errors/environment-errors';
import { opponentsOf } from '../../../../../src-main/engine/environments/territory/bots/tiers';
import { BOTS } from '../../../../../src-main/engine/environments/territory/bots/bots';
import { RandomNumbers } from '../../../../../src-main/engine/environments/territory/game/random-numbers';
import {
  episodeSeed,
  TerritoryVectorEnvironment,
} from '../../../../../src-main/engine/environments/territory/territory-vector-environment';
import type { TerritoryOptions } from '../../../../../src-main/engine/environments/territory/territory-types';

const OPTIONS: TerritoryOptions = {
  environments: 2,
  tier: 'normal',
  reward: 'default',
  mapPoolSize: 4,
  selfPlay: null,
};
const make = (options: Partial<TerritoryOptions> = {}): TerritoryVectorEnvironment =>
  new TerritoryVectorEnvironment({ ...OPTIONS, ...options });

/** A player for all rows whose draws follow from the seed. */
function randomPlayer(environment: TerritoryVectorEnvironment, seed: number): () => Int32Array {
  const random = new RandomNumbers(seed, 1);
  const actions = new Int32Array(environment.rows);
  return () => {
    for (let row = 0; row < environment.rows; row++) {
      actions[row] = environment.isPlaying[row] === 1 ? BOTS.masked_random(environment.view(row), random) : 0;
    }
    return actions;
  };
}

describe('TerritoryVectorEnvironment', () => {
  it('starts the next game in the step in which one ends, and keeps the final observation', () => {
    const environment = make();
    environment.reset(1);
    const actions = randomPlayer(environment, 1);
    let ended = 0;
    for (let step = 0; step < 300 && ended < 4; step++) {
      const { terminated, truncated, finalInfos, observations, finalObservations } = environment.step(actions());
      for (let row = 0; row < 2; row++) {
        const info = finalInfos[row];
        expect(info !== null).toBe(terminated[row] === 1 || truncated[row] === 1);
        if (!info) continue;
        ended += 1;
        expect(environment.decisions[row]).toBe(0);
        // Global feature 9 is the time: 0 in the new game, decisions / 256 in the last state; an eliminated player sees zeros.
        expect(observations.globals[row * 16 + 9]).toBe(0);
        const time = info.game.outcome === 'eliminated' ? 0 : info.game.decisions / 256;
        expect(finalObservations.globals[row * 16 + 9]).toBeCloseTo(time, 6);
        expect(info.episode.length).toBe(info.game.decisions);
        const terms = Object.values(info.rewardTerms).reduce((sum, value) => sum + value, 0);
        expect(terms).toBeCloseTo(info.episode.episodeReturn, 9);
      }
    }
    expect(ended).toBeGreaterThanOrEqual(4);
  });

  it('truncates at 256 decisions against players who do nothing, and does not terminate', () => {
    const environment = make({ tier: 'dormant', environments: 1 });
    environment.reset(1);
    const wait = Int32Array.of(80);
    for (let step = 0; step < 255; step++) expect(environment.step(wait).truncated[0]).toBe(0);
    const { truncated, terminated, finalInfos } = environment.step(wait);
    expect([truncated[0], terminated[0], finalInfos[0]!.game.outcome]).toEqual([1, 0, 'timeout']);
    expect(finalInfos[0]!.game.waits).toBe(256);
  });

  it('plays the same games for the same seed, and goes on exactly after a restore', () => {
    const [one, two] = [make(), make()];
    one.reset(5);
    two.reset(5);
    const [playOne, playTwo] = [randomPlayer(one, 3), randomPlayer(two, 3)];
    for (let step = 0; step < 90; step++) {
      const [a, b] = [one.step(playOne()), two.step(playTwo())];
      expect(a.rewards).toEqual(b.rewards);
      expect(a.observations.globals).toEqual(b.observations.globals);
    }
    const restored = make();
    const state: unknown = JSON.parse(JSON.stringify(one.saveState()));
    const observed = restored.restoreState(state as ReturnType<typeof one.saveState>);
    expect(restored.decisions).toEqual(one.decisions);
    const [goOn, goOnRestored] = [randomPlayer(one, 9), randomPlayer(restored, 9)];
    for (let step = 0; step < 70; step++) {
      const [a, b] = [one.step(goOn()), restored.step(goOnRestored())];
      expect(b.rewards).toEqual(a.rewards);
      // Compared as bytes: element by element takes a minute.
      expect(Buffer.from(b.observations.codes).equals(Buffer.from(a.observations.codes))).toBe(true);
      expect(b.actionMasks).toEqual(a.actionMasks);
      expect(b.finalInfos).toEqual(a.finalInfos);
    }
    expect(observed.actionMasks).toHaveLength(180);
  });

  it('lets all six players be played from outside, idle rows and scripted seats included', () => {
    const environment = make({ environments: 1, selfPlay: { players: 6, until: 'winner' }, tier: 'hard' });
    environment.reset(2);
    const play = randomPlayer(environment, 2);
    const finished: number[] = [];
    let wasIdle = false;
    for (let step = 0; step < 256; step++) {
      const actions = play();
      // Players 5 and 6 are left to the tier's aggressors.
      actions[4] = -1;
      actions[5] = -1;
      const { finalInfos } = environment.stepAll(actions);
      finalInfos.forEach((info) => info && finished.push(info.game.player));
      wasIdle ||= environment.isPlaying.includes(0);
      if (environment.decisions.every((count) => count === 0)) break;
    }
    expect([...finished].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(wasIdle).toBe(true);
  });

  it('plays the same games for the learner whether scripted players are seated outside or inside', () => {
    const alone = make({ environments: 2 });
    const beside = make({ environments: 2, selfPlay: { players: 3, until: 'learner' } });
    alone.reset(4);
    beside.reset(4);
    const play = randomPlayer(alone, 6);
    const actions = new Int32Array(6).fill(-1);
    let ended = 0;
    for (let step = 0; step < 200; step++) {
      const learners = play();
      actions.set(learners);
      const [a, b] = [alone.step(learners), beside.stepAll(actions)];
      expect(b.rewards.subarray(0, 2)).toEqual(a.rewards);
      expect(b.actionMasks.subarray(0, 180)).toEqual(a.actionMasks);
      expect(b.observations.globals.subarray(0, 32)).toEqual(a.observations.globals);
      // A slot ends with its learner: the other rows begin anew with it, whether they had ended or not.
      b.finalInfos.slice(0, 2).forEach((info, slot) => {
        if (info === null) return;
        ended += 1;
        expect(info).toEqual(a.finalInfos[slot]);
        expect(beside.finalRanks[slot]).toBe(info.game.rank);
        for (const row of [slot, 2 + slot, 4 + slot])
          expect([beside.decisions[row], beside.isPlaying[row]]).toEqual([0, 1]);
      });
    }
    expect(ended).toBeGreaterThanOrEqual(2);
  });

  it('lets seats beside the learner act, ranks them at the end, and goes on exactly after a restore', () => {
    const selfPlay = { players: 3, until: 'learner' } as const;
    const one = make({ environments: 2, tier: 'hard', selfPlay });
    one.reset(3);
    const play = randomPlayer(one, 1);
    let ranks: number[] = [];
    for (let step = 0; step < 120; step++) {
      const { finalInfos } = one.stepAll(play());
      if (finalInfos[1]) ranks = [1, 3, 5].map((row) => one.finalRanks[row]!);
    }
    expect(ranks.every((rank) => rank >= 1 && rank <= 6)).toBe(true);
    expect(ranks).toHaveLength(3);
    const two = make({ environments: 2, tier: 'hard', selfPlay });
    two.restoreState(JSON.parse(JSON.stringify(one.saveState())) as ReturnType<typeof one.saveState>);
    expect(two.decisions).toEqual(one.decisions);
    expect(two.isPlaying).toEqual(one.isPlaying);
    const [goOn, goOnRestored] = [randomPlayer(one, 9), randomPlayer(two, 9)];
    for (let step = 0; step < 60; step++) {
      const [a, b] = [one.stepAll(goOn()), two.stepAll(goOnRestored())];
      expect(b.rewards).toEqual(a.rewards);
      expect(b.observations.globals).toEqual(a.observations.globals);
    }
  });

  it('gives training games seeds from 2^31 on', () => {
    for (let episode = 0; episode < 100; episode++) {
      expect(episodeSeed(7, episode % 3, episode)).toBeGreaterThanOrEqual(2 ** 31);
      expect(episodeSeed(7, episode % 3, episode)).toBeLessThan(2 ** 32);
    }
  });

  it('refuses what makes no sense, and says what', () => {
    expect(() => make({ environments: 0 })).toThrow(NoEnvironmentsError);
    expect(() => opponentsOf('insane')).toThrow(TierUnknownError);
    const environment = make();
    environment.reset(1);
    // WAIT at 35 % is masked: all intensities of WAIT mean the same.
    expect(() => environment.step(Int32Array.of(80, 82))).toThrow(ActionMaskedError);
    expect(() => environment.step(Int32Array.of(80))).toThrow(ActionCountError);
    expect(() => environment.stepAll(Int32Array.of(80, 80))).toThrow(ActionCountError);
    const state = environment.saveState();
    expect(() => environment.restoreState({ ...state, environmentHash: 'other' })).toThrow(EnvironmentHashError);
    expect(() => make({ environments: 3 }).restoreState(state)).toThrow(EnvironmentCountError);
  });
});
