import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import type { FamilyId } from '#contract/ids';
import { generateMatches } from '../../src-main/engine/families/hetero-gnn/generate/generate-matches';
import { generateTracking } from '../../src-main/engine/families/masked-seq2seq/generate/generate-tracking';
import { FAMILIES } from '../../src-main/engine/families/registry';
import { familySuite, type FamilyFixture } from './family-suite';

/** A small network on made-up seasons: a few lists, dropout and holdout on. */
async function deepSetRankerFixture(): Promise<FamilyFixture> {
  const family = await FAMILIES['deep-set-ranker']();
  const sourcePath = mkdtempSync(path.join(tmpdir(), 'assay-made-up-'));
  await family.generateSource(sourcePath, 5);
  return {
    family,
    sourcePath,
    config: experimentSchema.parse({
      family: 'deep-set-ranker',
      data: { train_seasons: ['2021-22', '2022-23'], validation_seasons: ['2023-24'] },
      training: { max_dates: 16, max_final_batches: 8 },
      model_a: {
        encoder_hidden: [16, 8],
        attention_heads: 2,
        embedding_dim: 4,
        num_embeddings: 50,
        early_stopping_patience: 2,
      },
    }),
    changePadding: (inputs) => {
      const statistics = inputs['player_stats']!;
      const width = statistics.shape.at(-1)!;
      const data = statistics.data.map((value, index) =>
        inputs['player_mask']!.data[Math.floor(index / width)] === 0 ? 50 : value,
      );
      return { player_stats: { ...statistics, data } };
    },
  };
}

/** Few games that end soon. Its batches depend on the weights; the suite sees those of `epoch`, played by chance. */
async function actorCriticFixture(): Promise<FamilyFixture> {
  return {
    family: await FAMILIES['actor-critic'](),
    sourcePath: 'built-in:territory',
    // The convolutions of a game take minutes in plain JavaScript.
    executor: 'onnxruntime',
    config: experimentSchema.parse({
      family: 'actor-critic',
      environment: { tier: 'brutal', environments: 2 },
      model: { cross_attention: 'repaired', dropout_in_update: 0.1 },
      ppo: { rollout_steps: 4, minibatch: 4, epochs: 1, total_decisions: 16 },
      evaluation: { games: 2, selection_games: 2, linear_decisions: 1024 },
    }),
    // Positions have one size.
    changePadding: () => ({}),
  };
}

/** A narrow packed network with every part of the full variant, on made-up matches. */
async function heteroGnnFixture(): Promise<FamilyFixture> {
  const family = await FAMILIES['hetero-gnn']();
  const sourcePath = mkdtempSync(path.join(tmpdir(), 'assay-made-up-'));
  generateMatches(sourcePath, 5, 10);
  return {
    family,
    sourcePath,
    config: experimentSchema.parse({
      family: 'hetero-gnn',
      model: { variant: 'full', hidden_dim: 4, num_heads: 2, num_layers: 2 },
      training: { batch_innings: 2 },
    }),
    // Eagerly, a step over tables of all players takes seconds.
    executor: 'onnxruntime',
    sizedByData: [
      'encoder.venue.table',
      'encoder.team.table',
      'encoder.player.table',
      'encoder.fallback.team_table',
      'encoder.ball.bowler_table',
      'encoder.ball.batter_table',
    ],
    changePadding: (inputs) => {
      const balls = inputs['balls']!;
      const width = balls.shape[1]!;
      // A padding moment is no target and follows the innings; so is the first ball, which everything reads.
      const isTarget = inputs['is_target']!.data;
      const steps = inputs['mask.attends']!.shape[1]!;
      const lastTarget = (slot: number) => isTarget.subarray(slot * steps, (slot + 1) * steps).lastIndexOf(1);
      const isPadding = (row: number) => row % steps > lastTarget(Math.floor(row / steps));
      const data = balls.data.map((value, index) => (isPadding(Math.floor(index / width)) ? 50 : value));
      return { balls: { ...balls, data } };
    },
  };
}

/** A small recurrent network on made-up plays, fed with its own steps, with dropout. */
async function maskedSeq2SeqFixture(): Promise<FamilyFixture> {
  const family = await FAMILIES['masked-seq2seq']();
  const sourcePath = mkdtempSync(path.join(tmpdir(), 'assay-made-up-'));
  generateTracking(sourcePath, 5, { weeks: 3, plays: 12 });
  return {
    family,
    sourcePath,
    config: experimentSchema.parse({
      family: 'masked-seq2seq',
      data: { train_weeks: [1, 2], validation_weeks: [3] },
      sequences: { max_input_len: 6, max_output_len: 12 },
      model: { latent_dim: 6, dense_units: 5 },
      training: { batch_size: 8, bucket_frames: 4, mirror: true },
    }),
    changePadding: (inputs) => {
      const target = inputs['target']!;
      const data = target.data.map((value, index) => (inputs['mask']!.data[index >> 1] === 0 ? 50 : value));
      return { target: { ...target, data } };
    },
  };
}

/** A new family is a line here; the compiler asks for it. */
const FIXTURES = {
  'deep-set-ranker': deepSetRankerFixture,
  'hetero-gnn': heteroGnnFixture,
  'masked-seq2seq': maskedSeq2SeqFixture,
  'actor-critic': actorCriticFixture,
} as const satisfies Record<FamilyId, () => Promise<FamilyFixture>>;

describe.each(Object.entries(FIXTURES))('%s', (_, create) => {
  familySuite(create);
});
