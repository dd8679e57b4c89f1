import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { RunResult } from '#contract/runs';
import { nodeFileStore } from '../../../../src-main/engine/checkpoints/file-store';
import { toCsv } from '../../../../src-main/engine/checkpoints/prediction-csv';
import { writeResult } from '../../../../src-main/engine/checkpoints/write-result';
import { temporaryFolder } from '../../../support/tiny-training';

const result = (epochs: number): RunResult => ({
  schemaVersion: 1,
  runId: 'r-0123456789',
  status: 'done',
  stopReason: 'completed',
  epochs,
  steps: 1,
  metrics: {},
  best: null,
  baselines: {},
  durationMs: 1,
  samplesPerSecond: 1,
  peakMemoryBytes: 1,
  engine: { executor: 'reference', version: 'x', threads: 1, choice: 'explicit' },
  diagnostics: [],
  parameters: { total: 1, trainable: 1 },
});

it('of two results at the same time exactly one wins and no temporary file stays', async () => {
  const folder = await temporaryFolder();
  const won = await Promise.all([1, 2, 3, 4].map((epochs) => writeResult(nodeFileStore, folder, result(epochs))));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['result.json']);
  const written = JSON.parse(await readFile(path.join(folder, 'result.json'), 'utf8')) as RunResult;
  expect(written.epochs).toBe(won.indexOf(true) + 1);
});

it('prediction files quote what needs it, keep full precision and leave null empty', () => {
  const csv = toCsv({
    columns: ['team', 'score'],
    rows: [
      ['Blazers, "Portland"', 0.1 + 0.2],
      ['x', null],
    ],
  });
  expect(csv).toBe('team,score\n"Blazers, ""Portland""",0.30000000000000004\nx,\n');
});
