import { describe, expect, it } from 'vitest';
import { float32, type HostTensors } from '../../../../../../src-main/engine/backend/host-tensor';
import { TerritoryVectorEnvironment } from '../../../../../../src-main/engine/environments/territory/territory-vector-environment';
import { payoffLine, playPayoff } from '../../../../../../src-main/engine/families/actor-critic/self-play/payoff';

const WAIT = [80];
/** A fifth of the troops in any of the eight directions. */
const SMALL_ATTACKS = [0, 10, 20, 30, 40, 50, 60, 70];

/** A policy that draws evenly among these actions where they are allowed, else among all. */
function policyOf(actions: readonly number[]) {
  const run = ({ map }: HostTensors) => {
    const rows = map!.shape[0]!;
    const logits = new Float32Array(rows * 90);
    for (let row = 0; row < rows; row++) for (const action of actions) logits[row * 90 + action] = 1000;
    return Promise.resolve({ log_probabilities: float32(logits, [rows, 90]) });
  };
  return { run, dispose: () => {} };
}

const play = (learner: readonly number[], opponents: readonly number[], signal = new AbortController().signal) =>
  playPayoff({
    environment: new TerritoryVectorEnvironment({
      environments: 2,
      tier: 'dormant',
      reward: 'default',
      mapPoolSize: 2,
      selfPlay: { players: 3, until: 'learner' },
    }),
    learner: policyOf(learner),
    opponents: policyOf(opponents),
    frames: 1,
    seed: 3,
    signal,
  });

describe('a row of the payoff table', () => {
  it('finds who expands ahead of who waits, whichever of them is the learner', async () => {
    expect(await play(SMALL_ATTACKS, WAIT)).toMatchObject({ games: 2, aheadShare: 1 });
    expect(await play(WAIT, SMALL_ATTACKS)).toMatchObject({ games: 2, wins: 0, aheadShare: 0 });
  });

  it('is the same when it is played again', async () => {
    expect(await play(SMALL_ATTACKS, SMALL_ATTACKS)).toEqual(await play(SMALL_ATTACKS, SMALL_ATTACKS));
  });

  it('ends when the run is asked to end', async () => {
    await expect(play(WAIT, WAIT, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });

  it('reads as a sentence', () => {
    expect(payoffLine({ update: 30, games: 12, wins: 9, aheadShare: 0.875 })).toBe(
      'Newest weights against those of update 30: ahead of 88 % of these opponents, 9 of 12 games won.',
    );
  });
});
