import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EnvironmentHashError } from '#contract/errors/environment-errors';
import { JOB_OUTPUT_SCHEMAS, type JobInput, type JobKind, type JobOutput } from '#contract/jobs';
import type { RunConfig } from '#contract/run-config';
import { nodeFileStore } from '../../../src-main/engine/checkpoints/file-store';
import { decodeSafetensors } from '../../../src-main/engine/checkpoints/safetensors';
import { onnxModelType } from '../../../src-main/engine/compiler/onnx/onnx-schema';
import { runJob } from '../../../src-main/worker/run-job';
import { runAttempt } from '../../../src-main/worker/run-worker';
import type { WorkerEnvironment } from '../../../src-main/worker/worker-environment';
import { makeRunFolder, readEvents } from '../../support/run-folder';
import { tinyFamily, tinyModel } from '../../support/tiny-family';
import { temporaryFolder } from '../../support/tiny-training';

const environment: WorkerEnvironment = {
  parent: { notify: () => {}, onCommand: () => {} },
  files: nodeFileStore,
  loadFamily: async () => tinyFamily({ options: { seed: 7, epochs: 2 } }),
};

let runFolder: string;
let config: RunConfig;
let checkpointPath: string;

beforeAll(async () => {
  ({ folder: runFolder, config } = await makeRunFolder());
  expect(await runAttempt(environment, runFolder, 1, 'token')).toBe(0);
  const [last] = (await readdir(path.join(runFolder, 'checkpoints'))).sort();
  checkpointPath = path.join(runFolder, 'checkpoints', last!);
});

/** Runs a job in this process. @returns exit code and what it wrote, checked by the contract */
async function job<K extends JobKind>(
  input: JobInput & { kind: K },
): Promise<{ readonly code: number; readonly output: JobOutput<K> | null; readonly error: unknown }> {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'job.json'), JSON.stringify(input));
  const code = await runJob(environment, folder);
  const read = async (name: string): Promise<unknown> =>
    existsSync(path.join(folder, name))
      ? (JSON.parse(await readFile(path.join(folder, name), 'utf8')) as unknown)
      : null;
  const output = await read('output.json');
  return {
    code,
    output: output === null ? null : (JOB_OUTPUT_SCHEMAS[input.kind].parse(output) as JobOutput<K>),
    error: await read('error.json'),
  };
}

const source = { name: 'none', path: '/nowhere', fingerprint: '' };

describe('jobs', () => {
  it('inspect without data counts the parameters by block', async () => {
    const { output } = await job({ kind: 'inspect', config: config.config, seed: 7, source: null, cacheFolder: '' });
    // hidden: 3 x 4 weights and 4 biases; output: 4 weights and 1 bias.
    expect(output!.parameters).toMatchObject({
      total: 21,
      trainable: 21,
      blocks: [
        { name: 'hidden', shape: '3 x 4, 4', parameters: 16, multiplyAdds: 12 },
        { name: 'output', parameters: 5, share: 5 / 21 },
      ],
    });
    expect(output!.preflight).toBeNull();
  });

  it('inspect with data measures a step: its loss and gradient norm are those of the run', async () => {
    const { output } = await job({ kind: 'inspect', config: config.config, seed: 7, source, cacheFolder: '' });
    const events = await readEvents(runFolder, 1);
    const first = events.find((event) => event.kind === 'metrics');
    expect(output!.preflight).toMatchObject({
      loss: first!.kind === 'metrics' && first!.values['step_loss'],
      stepsPerEpoch: 6,
      epochs: 2,
      facts: [{ label: 'Rows' }],
    });
    expect(output!.preflight!.gradientNorm).toBeGreaterThan(0);
    expect(output!.estimate.secondsPerEpoch).toBeCloseTo((output!.preflight!.millisecondsPerStep * 6) / 1000, 12);
  });

  it('evaluate gives the metrics that the run wrote', async () => {
    const result = JSON.parse(await readFile(path.join(runFolder, 'result.json'), 'utf8')) as {
      metrics: unknown;
      best: { epoch: number };
    };
    const shipped = (await readdir(path.join(runFolder, 'checkpoints'))).find((name) =>
      name.startsWith(`${result.best.epoch * 6}-`),
    )!;
    const { output } = await job({
      kind: 'evaluate',
      checkpointPath: path.join(runFolder, 'checkpoints', shipped),
      source,
      split: null,
      cacheFolder: '',
    });
    expect(output).toMatchObject({ metrics: result.metrics, n: 24 });
  });

  it('predict writes one row a prediction', async () => {
    const outFile = path.join(await temporaryFolder(), 'deep', 'predictions.csv');
    const { output } = await job({ kind: 'predict', checkpointPath, source, outFile, cacheFolder: '' });
    expect(output).toEqual({ rows: 8, file: outFile, columns: ['row', 'predicted'], warnings: [] });
    expect((await readFile(outFile, 'utf8')).split('\n')).toHaveLength(10);
  });

  it('export writes each format, reads it back and compares the model on real inputs', async () => {
    const directory = await temporaryFolder();
    const { output } = await job({
      kind: 'export',
      checkpointPath,
      formats: ['safetensors', 'npz', 'tfjs'],
      directory,
      source,
      cacheFolder: '',
    });
    expect(output!.files.map(({ format }) => format)).toEqual(['safetensors', 'npz', 'tfjs', 'tfjs']);
    expect(output!.parity).toMatchObject({ maxAbsoluteError: 0, samples: 6 });
    const [file] = output!.files;
    expect((await stat(file!.path)).size).toBe(file!.bytes);
    expect(Object.keys(decodeSafetensors(await readFile(file!.path))).sort()).toEqual([
      'hidden.bias',
      'hidden.weight',
      'output.bias',
      'output.weight',
    ]);
  });

  it('export to onnx writes a model that computes what the checkpoint computes', async () => {
    const { code, output } = await job({
      kind: 'export',
      checkpointPath,
      formats: ['onnx'],
      directory: await temporaryFolder(),
      source,
      cacheFolder: '',
    });
    expect(code).toBe(0);
    expect(output!.parity.maxAbsoluteError).toBeLessThan(1e-5);
    expect(output!.parity.samples).toBe(6);
    const [file] = output!.files;
    expect(file).toMatchObject({ format: 'onnx', readBackBy: 'ONNX Runtime' });
    expect(path.basename(file!.path)).toBe(`${config.runId}-${path.basename(checkpointPath)}.onnx`);
    const { metadata_props } = onnxModelType().toObject(onnxModelType().decode(await readFile(file!.path))) as {
      metadata_props: readonly { key: string; value: string }[];
    };
    const metadata = new Map(metadata_props.map(({ key, value }) => [key, value]));
    const stored = await readFile(path.join(checkpointPath, 'config.json'));
    expect(metadata.get('family')).toBe('deep-set-ranker');
    expect(metadata.get('config_hash')).toBe(createHash('sha256').update(stored).digest('hex'));
    expect(JSON.parse(metadata.get('preprocessing')!)).toEqual({ features: ['a', 'b', 'c'] });
  });

  it('measure-model times each batch size and finds no dead parameter in a model that uses all', async () => {
    const { output } = await job({ kind: 'measure-model', config: config.config, seed: 7, samples: [1, 12] });
    expect(output!.rows.map(({ samples }) => samples)).toEqual([1, 12]);
    expect(output!.rows.every(({ forwardMs, stepMs }) => forwardMs > 0 && stepMs > 0)).toBe(true);
    expect(output!.dead).toEqual({});
  });

  it('inspect-checkpoint names a folder that is none, with exit code 66', async () => {
    const { code, error } = await job({ kind: 'inspect-checkpoint', checkpointPath: '/nowhere/1-a' });
    expect(code).toBe(66);
    expect(error).toMatchObject({ code: 'E-CHECKPOINT-MISSING', message: 'There is no checkpoint at /nowhere/1-a.' });
  });

  it('check-source hands out what the family found', async () => {
    const { output } = await job({ kind: 'check-source', sourceKind: 'deep-set-ranker', path: '/data', name: 'x' });
    expect(output).toMatchObject({ fingerprint: 'f', rows: 30 });
  });
});

describe('a fork', () => {
  it('goes on from the weights of its parent, under its own configuration', async () => {
    const child = await makeRunFolder({
      runId: 'r-1111111111',
      parent: { runId: config.runId, checkpointPath, transfer: 'all' },
    });
    const longer: WorkerEnvironment = {
      ...environment,
      loadFamily: async () => tinyFamily({ options: { seed: 7, epochs: 4 } }),
    };
    expect(await runAttempt(longer, child.folder, 1, 'token')).toBe(0);
    const events = await readEvents(child.folder, 1);
    const parentStep = Number.parseInt(path.basename(checkpointPath), 10);
    expect(events.find((event) => event.kind === 'metrics')).toMatchObject({ step: parentStep + 1 });
    expect(events.find((event) => event.kind === 'attempt-started')).toMatchObject({ resumedFromStep: null });
  });

  it('is refused before anything is prepared when the family says that the weights mean something else here', async () => {
    const parent = { runId: config.runId, checkpointPath, transfer: 'equal' } as const;
    const { folder } = await makeRunFolder({ runId: 'r-4444444444', parent });
    const asked: unknown[] = [];
    const refusing: WorkerEnvironment = {
      ...environment,
      loadFamily: async () => ({
        ...tinyFamily(),
        checkStart: (_config, preprocessing, takesAll) => {
          asked.push(preprocessing, takesAll);
          throw new EnvironmentHashError('The checkpoint', 'older', 'newer');
        },
        prepare: () => Promise.reject(new Error('this is not to be reached')),
      }),
    };
    expect(await runAttempt(refusing, folder, 1, 'token')).toBe(64);
    expect((await readEvents(folder, 1)).at(-1)).toMatchObject({ error: { code: 'E-ENVIRONMENT-HASH' } });
    expect(asked).toEqual([{ features: ['a', 'b', 'c'] }, false]);
  });
});

/** The tiny family with one parameter more: another architecture with equal blocks. */
const widerFamily = (options: { readonly epochs: number }) => {
  const family = tinyFamily({ options: { seed: 7, ...options } });
  const extra = { ...tinyModel.parameters[0]!, name: 'extra.weight', block: 'extra' };
  return {
    ...family,
    prepare: async (...input: Parameters<typeof family.prepare>) => {
      const task = await family.prepare(...input);
      return { ...task, model: { ...task.model, parameters: [...task.model.parameters, extra] } };
    },
  };
};

describe('a checkpoint of another architecture', () => {
  const wider: WorkerEnvironment = { ...environment, loadFamily: async () => widerFamily({ epochs: 0 }) };

  it('is refused by a sentence that names what differs and what can be done', async () => {
    const parent = { runId: config.runId, checkpointPath, transfer: 'all' } as const;
    const { folder } = await makeRunFolder({ runId: 'r-2222222222', parent });
    await runAttempt(wider, folder, 1, 'token');
    const ended = (await readEvents(folder, 1)).at(-1);
    expect(ended).toMatchObject({ kind: 'attempt-ended', error: { code: 'E-CHECKPOINT-ARCHITECTURE' } });
    expect(JSON.stringify(ended)).toContain('extra.weight is missing');
    expect(JSON.stringify(ended)).toContain(', equal parameters');
  });

  it('lends its equal parameters when asked, says which start afresh, and training begins at step 1', async () => {
    const parent = { runId: config.runId, checkpointPath, transfer: 'equal' } as const;
    const { folder } = await makeRunFolder({ runId: 'r-3333333333', parent });
    const trains: WorkerEnvironment = { ...environment, loadFamily: async () => widerFamily({ epochs: 1 }) };
    expect(await runAttempt(trains, folder, 1, 'token')).toBe(0);
    const events = await readEvents(folder, 1);
    const said = events.flatMap((event) => (event.kind === 'log' ? [event.message] : []));
    expect(said.find((message) => message.startsWith('4 of 5 parameters come from'))).toContain(
      'extra.weight start afresh',
    );
    expect(events.find((event) => event.kind === 'metrics')).toMatchObject({ step: 1 });
  });
});

it('an attempt that fails says why in its last event', async () => {
  const { folder } = await makeRunFolder();
  const failing: WorkerEnvironment = {
    ...environment,
    loadFamily: async () => ({ ...tinyFamily(), prepare: () => Promise.reject(new Error('a fault of ours')) }),
  };
  expect(await runAttempt(failing, folder, 1, 'token')).toBe(70);
  expect((await readEvents(folder, 1)).at(-1)).toMatchObject({
    kind: 'attempt-ended',
    exitCode: 70,
    error: { code: 'E-INTERNAL' },
  });
});
