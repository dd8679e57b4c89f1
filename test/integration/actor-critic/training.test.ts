import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import type { PpoState } from '#contract/ppo-state';
import { territoryAgentReplaySchema } from '#contract/snapshots/territory-agent-replay';
import { float32 } from '../../../src-main/engine/backend/host-tensor';
import { createExecutor } from '../../../src-main/engine/backend/registry';
import { ParameterStore } from '../../../src-main/engine/backend/parameter-store';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { findNewestCheckpoint } from '../../../src-main/engine/checkpoints/find-checkpoints';
import { playScripted } from '../../../src-main/engine/environments/territory/evaluation/play-scripted';
import { PpoLearner } from '../../../src-main/engine/families/actor-critic/ppo-learner';
import { experimentOf } from '../../../src-main/engine/families/experiment-of';
import { actorCritic } from '../../../src-main/engine/families/actor-critic/family';
import type { TrainingTask } from '../../../src-main/engine/families/family';
import { stopAfter } from '../../support/stop-after';
import { runTinyAttempt, temporaryFolder, type TinyAttempt } from '../../support/tiny-training';

const CACHE = mkdtempSync(path.join(tmpdir(), 'assay-cache-'));
type Changes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Two games of 16 decisions, two passes of two steps, three updates; on tier brutal, where untrained policies fall soon. */
function task({ environment, model, ppo, evaluation }: Changes = {}): Promise<TrainingTask> {
  const config = experimentSchema.parse({
    family: 'actor-critic',
    environment: { tier: 'brutal', environments: 2, ...environment },
    model: { cross_attention: 'repaired', ...model },
    ppo: { total_decisions: 96, rollout_steps: 16, minibatch: 16, epochs: 2, ...ppo },
    evaluation: { games: 2, selection_games: 2, every_updates: 3, linear_decisions: 1024, ...evaluation },
  });
  return actorCritic.prepare(config, {
    seed: 7,
    source: { name: 'territory', path: 'built-in:territory', fingerprint: '' },
    cacheFolder: CACHE,
    phase: () => {},
    signal: new AbortController().signal,
  });
}

async function attempt(
  made: TrainingTask,
  runFolder: string,
  rest: Partial<Parameters<typeof runTinyAttempt>[0]> = {},
): Promise<TinyAttempt> {
  const executor = await createExecutor('onnxruntime', { threads: 1 });
  return runTinyAttempt({ task: made, runFolder, executor, family: 'actor-critic', ...rest });
}

const trainValues = ({ events }: TinyAttempt, id: string): number[] =>
  events.flatMap((event) => (event.kind === 'metrics' && id in event.values ? [Number(event.values[id])] : []));
const ids = ({ events }: TinyAttempt): string[] =>
  events.flatMap((event) => (event.kind === 'diagnostic' ? [event.diagnostic.id] : []));

describe('a short training', () => {
  let whole: TinyAttempt;
  beforeAll(async () => {
    whole = await attempt(await task({ evaluation: { every_updates: 2 } }), await temporaryFolder());
  });

  it('trains every update, changes the weights and stays finite', () => {
    expect(whole.outcome).toEqual({ kind: 'finished', reason: 'completed' });
    expect([whole.loop.state.epoch, whole.loop.state.step]).toEqual([3, 12]);
    expect(trainValues(whole, 'value_loss').every(Number.isFinite)).toBe(true);
    expect(whole.parameters.values.every(Number.isFinite)).toBe(true);
  });

  it('sees one policy in rollout and update: the first ratio is 1 to 1e-5, statistics renewed in between', () => {
    const errors = trainValues(whole, 'first_ratio_error');
    expect(errors).toHaveLength(3);
    expect(Math.max(...errors)).toBeLessThan(1e-5);
    expect(whole.parameters.value('convolution.0.norm.mean').some((value) => value !== 0)).toBe(true);
    expect(ids(whole)).not.toContain('ppo-ratio');
  });

  it('begins nearly uniform over the allowed actions', () => {
    expect(trainValues(whole, 'entropy_share')[0]).toBeGreaterThan(0.99);
  });

  it('splits the time and tells no speed of the first update, which compiles', () => {
    const shares = ['environment_share', 'forward_share', 'update_share', 'transfer_share'];
    const sum = shares.reduce((total, id) => total + trainValues(whole, id)[0]!, 0);
    expect(sum).toBeCloseTo(1, 6);
    expect(trainValues(whole, 'decisions_per_second')).toHaveLength(2);
  });

  it('evaluates on fixed seeds beside every baseline, paired with greedy, and ships the best', () => {
    const { metrics, baselines, best } = whole.result!;
    expect(Object.keys(baselines)).toEqual([
      'greedy',
      'idle',
      'random',
      'masked_random',
      'expander',
      'tactician',
      'linear',
    ]);
    expect(metrics.test).toMatchObject({ n: 2, clusters: 2 });
    const { score, score_minus_greedy: difference } = metrics.test!;
    expect(difference).toBeCloseTo(score! - baselines['greedy']!.test!['score']!, 9);
    expect(best).toMatchObject({ role: 'best-score', split: 'validation' });
  });

  it('stores a game to watch with each evaluation: probabilities of every decision sum to 1', () => {
    const snapshots = whole.events.filter((event) => event.kind === 'snapshot');
    expect(snapshots.map(({ name, epoch }) => [name, epoch])).toEqual([
      ['agent-replay', 2],
      ['agent-replay', 3],
    ]);
    const game = territoryAgentReplaySchema.parse(JSON.parse(JSON.stringify(snapshots[0]!.data)));
    expect(game.decisions).toBe(game.replay.actions.length);
    expect(game.gates.map(({ side }) => side)).toEqual([32, 8, 4]);
    expect(game.attention?.side).toBe(4);
    const bytes = Buffer.from(game.probabilities, 'base64');
    expect(bytes).toHaveLength(game.decisions * 90);
    const first = [...bytes.subarray(0, 90)];
    // Rounding of up to 90 bytes.
    expect(Math.abs(first.reduce((sum, value) => sum + value, 0) / 255 - 1)).toBeLessThan(45 / 255);
    expect(JSON.stringify(game).length).toBeLessThan(600_000);
  });
});

/** Trains again, stopped in the second update and resumed, and holds the weights to those of the run that was not. */
async function stoppedAndResumed(changes: Changes, whole: TinyAttempt): Promise<TinyAttempt> {
  const runFolder = await temporaryFolder();
  const first = await attempt(await task(changes), runFolder, stopAfter(6));
  expect(first.outcome).toEqual({ kind: 'interrupted', reason: 'interrupted' });
  const second = await attempt(await task(changes), runFolder);
  expect(second.events.find((event) => event.kind === 'metrics')).toMatchObject({ step: 5, epoch: 2 });
  expect(
    Buffer.from(second.parameters.values.slice().buffer).equals(Buffer.from(whole.parameters.values.slice().buffer)),
  ).toBe(true);
  return second;
}

it.each([
  ['one frame', {}],
  ['four frames and scaled rewards', { model: { frame_stack: 4, norm: 'none' }, environment: { reward: 'survival' } }],
] as const)('a run that was stopped in an update ends with the same bits: %s', async (_, changes) => {
  const whole = await attempt(await task(changes), await temporaryFolder());
  const second = await stoppedAndResumed(changes, whole);
  expect(second.result!.metrics).toEqual(whole.result!.metrics);
});

describe('self-play', () => {
  const changes = {
    environment: { self_play: { seats: 2, league_size: 4, snapshot_every_updates: 1, latest_share: 0 } },
    ppo: { total_decisions: 64 },
  };
  const leagueOf = async ({ runFolder }: TinyAttempt) => {
    const { checkpoint } = await findNewestCheckpoint(nodeFileStore, path.join(runFolder, 'checkpoints'));
    return checkpoint!;
  };

  it('plays past weights, keeps them with the checkpoint, and a run that was stopped ends with the same bits', async () => {
    const whole = await attempt(await task(changes), await temporaryFolder());
    expect(trainValues(whole, 'league_size')).toEqual([1, 2]);
    expect(Math.max(...trainValues(whole, 'first_ratio_error'))).toBeLessThan(1e-5);
    const { taskTensors, weights } = await leagueOf(whole);
    const joined = new Set(Object.keys(taskTensors).map((name) => name.split('.').slice(0, 2).join('.')));
    expect([...joined].sort()).toEqual(['league.1', 'league.2']);
    // The last member is the policy as it ended; the one before is another.
    const name = 'convolution.2.norm.mean';
    expect(taskTensors[`league.2.${name}`]).toEqual(weights[name]);
    expect(taskTensors[`league.1.${name}`]!.data).not.toEqual(weights[name]!.data);
    const said = whole.events.flatMap((event) => (event.kind === 'log' ? [event.message] : []));
    expect(said.filter((line) => line.startsWith('Newest weights against those of update'))).toHaveLength(2);

    const second = await stoppedAndResumed(changes, whole);
    expect((await leagueOf(second)).taskTensors).toEqual(taskTensors);
  });
});

it('ends the passes of an update when the policy has moved far enough', async () => {
  const { loop } = await attempt(
    await task({ ppo: { target_kl: 1e-9, learning_rate: 1e-2, total_decisions: 32, epochs: 3 } }),
    await temporaryFolder(),
  );
  expect(loop.state.step).toBe(2);
});

it('says PPO-RATIO where the update computes another function, and NET-DEAD under the attention of the brief', async () => {
  const wrong = await attempt(
    await task({ model: { norm: 'batch-train', cross_attention: 'parity' } }),
    await temporaryFolder(),
  );
  expect(ids(wrong)).toContain('ppo-ratio');
  const dead = wrong.events.flatMap((event) =>
    event.kind === 'diagnostic' && event.diagnostic.id === 'net-dead' ? [event.diagnostic.message] : [],
  );
  expect(dead).toHaveLength(1);
  expect(dead[0]).toMatch(/^49408 parameters \(9\.5 %\).*cross_attention\.query\.weight.*cross_attention\.key\.bias/);
  // Batch norm of the update moved the statistics, step by step.
  expect(wrong.parameters.value('convolution.2.norm.mean').some((value) => value !== 0)).toBe(true);
});

describe('the climb from tier to tier', () => {
  /** A learner that has just won so many of its last 100 games on tier easy. */
  async function afterWins(wins: number): Promise<PpoState> {
    const config = experimentOf(
      'actor-critic',
      experimentSchema.parse({
        family: 'actor-critic',
        environment: { tier: 'easy', final_tier: 'normal', environments: 1 },
        ppo: { rollout_steps: 2, minibatch: 2, epochs: 1 },
        model: { arch: 'flatten' },
      }),
    );
    const learner = new PpoLearner(config, 1);
    const info = won(wins);
    learner.recent = info;
    const uniform = {
      log_probabilities: float32(new Float32Array(90), [1, 90]),
      value: float32(new Float32Array(1), [1]),
    };
    const step = {
      loss: 0,
      outputs: Object.fromEntries(
        ['log_probability', 'value', 'entropy'].map((name) => [name, float32(new Float32Array(2), [2])]),
      ),
    };
    const pass = { run: () => Promise.resolve(uniform), dispose: () => {} };
    const session = {
      forward: pass,
      parameters: new ParameterStore([]),
      compile: () => pass,
      forwardOf: () => pass,
      lastStep: () => step,
      isOver: () => Promise.resolve(false),
    };
    for await (const batch of learner.epoch(0, session)) expect(batch.samples).toBe(2);
    return learner.state() as PpoState;
  }
  const won = (wins: number) =>
    [...playScripted('idle', { tier: 'brutal', reward: 'default', seeds: [1] })].flatMap((episode) =>
      Array.from({ length: 100 }, (_, i) => ({
        ...episode,
        game: { ...episode.game, outcome: i < wins ? ('win' as const) : ('timeout' as const) },
      })),
    );

  it('goes up at 70 wins of 100, and counts anew there', async () => {
    const state = await afterWins(70);
    expect([state.tier, state.recent.length]).toEqual(['normal', 0]);
  });

  it('stays below', async () => {
    expect((await afterWins(69)).tier).toBe('easy');
  });
});
