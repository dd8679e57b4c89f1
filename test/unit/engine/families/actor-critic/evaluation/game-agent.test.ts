import { describe, expect, it } from 'vitest';
import { ActionMaskedError } from '#contract/errors/environment-errors';
import type { PlayedDecision } from '#contract/territory-play';
import type { ForwardPass } from '../../../../../../src-main/engine/backend/executor';
import { float32 } from '../../../../../../src-main/engine/backend/host-tensor';
import { LiveGame } from '../../../../../../src-main/engine/environments/territory/play/live-game';
import { replayFrames } from '../../../../../../src-main/engine/environments/territory/replay/replay-frames';
import { GameAgent } from '../../../../../../src-main/engine/families/actor-critic/evaluation/game-agent';

const ACTIONS = 90;
const WAIT = 80;

/** A network whose logits follow from what it sees: prefers actions by the share of its land, among those of its mask. */
const network: ForwardPass = {
  run: (inputs) => {
    const mask = inputs['action_mask']!.data as Float32Array;
    const share = inputs['globals']!.data[3]!;
    const weights = Array.from({ length: ACTIONS }, (_, action) => mask[action]! * (1 + ((action * 7) % 11) * share));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Promise.resolve({
      log_probabilities: float32(
        Float32Array.from(weights, (weight) => Math.log(weight / total + 1e-9)),
        [1, ACTIONS],
      ),
      value: float32(Float32Array.of(share), [1]),
      attention: float32(new Float32Array(16).fill(1 / 16), [1, 16]),
    });
  },
  dispose: () => {},
};

/** Plays a whole game: the person takes the first allowed action after WAIT's place in turn, or waits. */
async function playGame(seed: number, choice: 'sampled' | 'argmax', frames = 1) {
  const game = new LiveGame({ tier: 'normal', seed });
  const agent = new GameAgent(network, frames, { player: 2, seed, choice });
  const started = game.start();
  const played: PlayedDecision[] = [];
  let allowed = started.frame.allowed;
  while (allowed.length > 0) {
    const action = played.length % 3 === 0 ? allowed[played.length % allowed.length]! : WAIT;
    game.checkAction(action);
    const decision = game.play(action, await agent.decide(game.game));
    played.push(decision);
    allowed = decision.frame.allowed;
  }
  return { game, started, played };
}

describe('a game of a person against an agent', () => {
  it('follows from its seed and the actions of the person, and is the same game when it is played again', async () => {
    const [first, second] = [await playGame(5, 'sampled'), await playGame(5, 'sampled')];
    expect(second.played).toEqual(first.played);
    const { started, played } = first;
    const replay = { ...started.replay, actions: played.flatMap(({ actions }) => actions) };
    const again = replayFrames(replay);
    expect(again.frames).toEqual([started.frame, ...played.map(({ frame }) => frame)]);
    expect(again.outcome).toBe(played.at(-1)!.outcome);
    const other = await playGame(6, 'sampled');
    expect(other.played[0]!.frame).not.toEqual(first.played[0]!.frame);
  });

  it('gives the agent the seat of the first scripted player; its actions are allowed, the others are scripted', async () => {
    const { started, played } = await playGame(5, 'argmax');
    expect(started.opponents).toEqual(['expander', 'greedy', 'greedy', 'masked_random']);
    for (const { actions, thought } of played) {
      expect(actions.slice(2)).toEqual([-1, -1, -1, -1]);
      expect(actions[1]).toBe(thought?.action ?? -1);
      if (thought === null) continue;
      expect(thought.allowed).toContain(thought.action);
      expect(thought.probabilities[thought.action]).toBe(Math.max(...thought.probabilities));
      expect(thought.attention).toEqual({ side: 4, values: new Array(16).fill(1 / 16) });
    }
  });

  it('is over when the person is: nothing is allowed then', async () => {
    const { game, played } = await playGame(5, 'sampled');
    expect(played.at(-1)!.outcome).not.toBeNull();
    expect(() => game.checkAction(WAIT)).toThrow(ActionMaskedError);
  });

  it('refuses what the rules forbid: WAIT with an intensity', () => {
    const game = new LiveGame({ tier: 'normal', seed: 5 });
    expect(() => game.checkAction(82)).toThrow(ActionMaskedError);
    expect(() => game.checkAction(1000)).toThrow(ActionMaskedError);
  });

  it('gives a network with a frame stack its four frames', async () => {
    const seen: number[][] = [];
    const watcher: ForwardPass = {
      ...network,
      run: (inputs) => {
        const globals = inputs['globals']!.data;
        // Feature 9 is the decision / 256, of each of the four frames.
        seen.push([0, 1, 2, 3].map((frame) => Math.round(globals[frame * 16 + 9]! * 256)));
        return network.run(inputs);
      },
    };
    const game = new LiveGame({ tier: 'normal', seed: 5 });
    const agent = new GameAgent(watcher, 4, { player: 2, seed: 5, choice: 'argmax' });
    for (let decision = 0; decision < 6; decision++) game.play(WAIT, await agent.decide(game.game));
    expect(seen).toEqual([
      [0, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 1, 2],
      [0, 1, 2, 3],
      [1, 2, 3, 4],
      [2, 3, 4, 5],
    ]);
  });
});
