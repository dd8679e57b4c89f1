import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { experimentSchema } from '#contract/config/experiment';
import { createEagerExecutor } from '../../../src-main/engine/backend/eager/eager-executor';
import { deepSetRanker } from '../../../src-main/engine/families/deep-set-ranker/family';
import { sampleFolder } from '../../support/test-data';
import { runTinyAttempt, temporaryFolder, type TinyAttempt } from '../../support/tiny-training';

const SAMPLE = sampleFolder('nba-box-scores');
const config = experimentSchema.parse({
  family: 'deep-set-ranker',
  data: { train_seasons: ['2022-23'], validation_seasons: ['2023-24'] },
  training: { max_dates: 40, max_final_batches: 24 },
  model_a: {
    epochs: 4,
    learning_rate: 1e-3,
    encoder_hidden: [32, 16],
    attention_heads: 2,
    embedding_dim: 4,
    attention_debug: true,
  },
});
const context = (source: string) => ({
  seed: 3,
  source: { name: 'sample', path: source, fingerprint: '' },
  cacheFolder: mkdtempSync(path.join(tmpdir(), 'assay-cache-')),
  phase: () => {},
  signal: new AbortController().signal,
});

interface AttentionView {
  readonly season: string;
  readonly split: string;
  readonly teams: readonly {
    readonly abbreviation: string;
    readonly players: readonly { readonly name: string; readonly raw: number; readonly reported: number }[];
  }[];
}

describe('training on two real seasons', () => {
  let attempt: TinyAttempt;
  beforeAll(async () => {
    const task = await deepSetRanker.prepare(config, context(SAMPLE));
    attempt = await runTinyAttempt({ task, runFolder: await temporaryFolder() });
  });

  /** The last snapshot as the window reads it. */
  const snapshot = (): AttentionView => {
    const last = attempt.events.filter((event) => event.kind === 'snapshot').at(-1)!;
    return JSON.parse(JSON.stringify(last.data)) as AttentionView;
  };

  it('learns an order that holds in the season after: well above chance after four epochs', () => {
    expect(attempt.outcome).toEqual({ kind: 'finished', reason: 'completed' });
    expect(attempt.result!.metrics.validation!.conference_spearman).toBeGreaterThan(0.5);
  });

  it('says that the baseline was not reached, with both values', () => {
    const found = attempt.events.filter((event) => event.kind === 'diagnostic').map(({ diagnostic }) => diagnostic);
    expect(found.map(({ id }) => id)).toContain('embedding-collisions');
    expect(found.find(({ id }) => id === 'baseline-not-reached')?.message).toMatch(
      /is at best 0\.\d{4} \(epoch \d\); the baseline win_rate has 0\.\d{4}/,
    );
  });

  it('gives the window the weights of 30 teams, whose sum is 1, in a few kilobytes', () => {
    const data = snapshot();
    expect([data.season, data.split, data.teams.length]).toEqual(['2023-24', 'validation', 30]);
    for (const team of data.teams) {
      expect(team.players.reduce((sum, player) => sum + player.raw, 0)).toBeCloseTo(1, 2);
      expect(team.players.reduce((sum, player) => sum + player.reported, 0)).toBeCloseTo(1, 2);
    }
    expect(data.teams.find(({ abbreviation }) => abbreviation === 'DEN')!.players.map(({ name }) => name)).toContain(
      'Nikola Jokić',
    );
    expect(JSON.stringify(data).length).toBeLessThan(60_000);
  });

  it('writes the debug line of the brief each epoch', () => {
    const lines = attempt.events
      .filter((event) => event.kind === 'log')
      .map(({ message }) => message)
      .filter((message) => message.startsWith('Attention debug (train)'));
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/teams=30 all_masked=0 .*attn_sum_mean=1.* z_var=.* score_nan=0$/);
  });

  it('predicts a folder that holds a single new season', async () => {
    const folder = await newSeasonFolder();
    const task = await deepSetRanker.prepare(config, context(SAMPLE));
    const inference = await deepSetRanker.infer(config, task.preprocessing, { ...context(folder), split: null });
    const executor = await createEagerExecutor({ backend: 'cpu' });
    const { columns, rows } = await inference.predict(executor.forward(inference.model.forward, attempt.parameters));
    expect(inference.splits).toEqual(['test']);
    expect(columns.slice(0, 7)).toEqual([
      'season',
      'as_of_date',
      'conference',
      'team_id',
      'abbreviation',
      'team',
      'score',
    ]);
    expect(new Set(rows.map((row) => row[0]))).toEqual(new Set(['2023-24']));
    expect(new Set(rows.map((row) => row[4])).size).toBe(30);
    expect(rows.every((row) => Number.isFinite(row[6]))).toBe(true);
  });
});

/** 2023-24 alone, uncompressed names kept, as a person would drop a new season into a folder. */
async function newSeasonFolder(): Promise<string> {
  const folder = await temporaryFolder();
  for (const file of ['teams.csv', 'players.csv', 'player_game_logs_2023-24.csv.gz'])
    copyFileSync(path.join(SAMPLE, file), path.join(folder, file));
  const { gunzipSync } = await import('node:zlib');
  const lines = (file: string): string[] =>
    gunzipSync(readFileSync(path.join(SAMPLE, file)))
      .toString()
      .trimEnd()
      .split('\n');
  const games = lines('games.csv.gz').filter((line, index) => index === 0 || line.includes(',2023-24,'));
  const ids = new Set(games.map((line) => line.split(',')[0]));
  writeFileSync(path.join(folder, 'games.csv'), games.join('\n'));
  writeFileSync(
    path.join(folder, 'team_game_logs.csv'),
    lines('team_game_logs.csv.gz')
      .filter((line) => ids.has(line.split(',')[0]))
      .join('\n'),
  );
  return folder;
}
