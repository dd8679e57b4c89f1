import { describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { CheckpointArchitectureError } from '#contract/errors/checkpoint-errors';
import { float32, type HostTensors } from '../../../../../../src-main/engine/backend/host-tensor';
import { ParameterStore } from '../../../../../../src-main/engine/backend/parameter-store';
import { TerritoryVectorEnvironment } from '../../../../../../src-main/engine/environments/territory/territory-vector-environment';
import { leagueBehind } from '../../../../../../src-main/engine/families/actor-critic/diagnostics/league-behind';
import { aheadShare } from '../../../../../../src-main/engine/families/actor-critic/self-play/ahead-share';
import { SelfPlay } from '../../../../../../src-main/engine/families/actor-critic/self-play/self-play';

const SPECS = [
  { name: 'weight', shape: [3], trainable: true, decay: false, block: 'all' },
  { name: 'mean', shape: [1], trainable: false, decay: false, block: 'all' },
];
const CONFIG = { seats: 2, league_size: 4, snapshot_every_updates: 2, latest_share: 0 };
const selfPlay = (): SelfPlay => new SelfPlay({ config: CONFIG, frames: 1, seed: 5 });
const environment = (): TerritoryVectorEnvironment =>
  new TerritoryVectorEnvironment({
    environments: 2,
    tier: 'normal',
    reward: 'default',
    mapPoolSize: 2,
    selfPlay: { players: 3, until: 'learner' },
  });

/** A policy that knows one action only, and how many positions it was shown. */
function fixedPolicy(action: number) {
  const shown: number[] = [];
  const run = ({ map }: HostTensors) => {
    const rows = map!.shape[0]!;
    shown.push(rows);
    const logits = new Float32Array(rows * 90);
    for (let row = 0; row < rows; row++) logits[row * 90 + action] = 1000;
    return Promise.resolve({ log_probabilities: float32(logits, [rows, 90]) });
  };
  return { shown, forward: { run, dispose: () => {} } };
}

describe('opponents of a rollout', () => {
  it('have the weights of now until there are others, in a store of their own', () => {
    const parameters = new ParameterStore(SPECS);
    parameters.values.set([1, 2, 3, 4]);
    const stores: ParameterStore[] = [];
    const forwardOf = (store: ParameterStore) => (stores.push(store), fixedPolicy(80).forward);
    const play = selfPlay();
    play.seat(0, { parameters, forwardOf }, environment());
    expect([...stores[0]!.values]).toEqual([1, 2, 3, 4]);
    play.close(1, [], parameters);
    play.close(2, [], parameters);
    parameters.values.fill(9);
    play.seat(2, { parameters, forwardOf }, environment());
    // The member of update 2, not what training has made of it since; running statistics too.
    expect([...stores[1]!.values]).toEqual([1, 2, 3, 4]);
    expect([...parameters.values]).toEqual([9, 9, 9, 9]);
    expect(stores[1]).toBe(stores[0]);
    expect(play.metrics()).toEqual({ league_size: 1 });
  });

  it('play the rows behind the learners, one forward pass a decision; who is eliminated has no action', async () => {
    const { shown, forward } = fixedPolicy(80);
    const games = environment();
    const parameters = new ParameterStore(SPECS);
    const seats = selfPlay().seat(0, { parameters, forwardOf: () => forward }, games);
    const seen = games.reset(1);
    games.isPlaying[5] = 0;
    const actions = new Int32Array(6).fill(7);
    await seats.act(seen, actions);
    expect([...actions]).toEqual([7, 7, 80, 80, 80, -1]);
    expect(shown).toEqual([4]);
  });

  it('of another network are refused with the place', () => {
    const play = selfPlay();
    play.restore([], {
      'league.30.weight': float32(new Float32Array(2), [2]),
      'league.30.mean': float32(new Float32Array(1), [1]),
    });
    const seat = () =>
      play.seat(1, { parameters: new ParameterStore(SPECS), forwardOf: () => fixedPolicy(80).forward }, environment());
    expect(seat).toThrow(CheckpointArchitectureError);
    expect(seat).toThrow(/of the league \(update 30\).*weight is 2, the model needs 3/);
  });
});

describe('games of self-play', () => {
  it('compares ranks at the end of a game with the opponents of the same slot, equal ones as a half', () => {
    // Two slots; learners, players 2, players 3.
    const ranks = Int32Array.of(2, 6, 1, 3, 4, 6);
    expect(aheadShare(ranks, 0, 2)).toBe(0.5);
    expect(aheadShare(ranks, 1, 2)).toBe(0.25);
  });

  it('are counted for the opponents that sat there, the last 100 of each kind', () => {
    const parameters = new ParameterStore(SPECS);
    const play = selfPlay();
    const forwardOf = () => fixedPolicy(80).forward;
    const games = (count: number, isWon: boolean, share: number) =>
      Array.from({ length: count }, () => ({ isWon, aheadShare: share }));
    play.seat(0, { parameters, forwardOf }, environment());
    play.close(2, games(30, false, 0.5), parameters);
    play.seat(2, { parameters, forwardOf }, environment());
    play.close(3, games(150, true, 0.75), parameters);
    play.close(4, games(25, false, 0.25), parameters);
    expect(play.recent).toHaveLength(130);
    expect(play.metrics()).toEqual({
      league_size: 2,
      league_win_rate: 0.75,
      league_ahead_share: (75 * 0.75 + 25 * 0.25) / 100,
      latest_ahead_share: 0.5,
    });
  });
});

describe('LEAGUE-BEHIND', () => {
  const games = (count: number, ahead: number, opponent: number | null = 10) =>
    Array.from({ length: count }, () => ({ opponent, isWon: false, aheadShare: ahead }));

  it('finds a learner that was better before', () => {
    const finding = leagueBehind(games(100, 0.25));
    expect(finding).toMatchObject({ id: 'league-behind', severity: 'warning', value: 0.25 });
    // Wilson, 25 of 100: 0.175 to 0.343.
    expect(finding!.message).toContain('ahead of 25 % of these opponents (95 % interval 18 to 34)');
  });

  it('is silent at parity, ahead, on few games, and about games against itself', () => {
    for (const healthy of [games(100, 0.5), games(100, 0.8), games(49, 0.1), games(100, 0.1, null)]) {
      expect(leagueBehind(healthy)).toBeNull();
    }
  });
});

describe('the configuration', () => {
  const parse = (environmentConfig: object) =>
    experimentSchema.safeParse({ family: 'actor-critic', environment: environmentConfig });

  it('is off unless it is asked for', () => {
    expect(parse({}).data).toMatchObject({ environment: { self_play: null } });
    expect(parse({ self_play: {} }).data).toMatchObject({
      environment: { self_play: { seats: 2, league_size: 8, snapshot_every_updates: 10, latest_share: 0.5 } },
    });
  });

  it.each([
    [{ self_play: { seats: 6 } }, 'environment.self_play.seats'],
    [{ self_play: { latest_share: 1.5 } }, 'environment.self_play.latest_share'],
    [{ self_play: {}, final_tier: 'hard' }, 'environment.final_tier'],
  ])('names the place of what makes no sense: %j', (environmentConfig, place) => {
    expect(parse(environmentConfig).error!.issues.map((issue) => issue.path.join('.'))).toEqual([place]);
  });
});
