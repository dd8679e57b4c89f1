import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { NoListsError } from '#contract/errors/data-errors';
import { PipelineStepError, PipelineStepMissingError } from '#contract/errors/run-errors';
import type { RunStep } from '#contract/runs';
import { jsonFile, readJson } from '../../../../src-main/engine/pipeline/json-file';
import { runPipeline, type PipelineEnvironment } from '../../../../src-main/engine/pipeline/run-pipeline';
import type { PipelineStep, StepContext } from '../../../../src-main/engine/pipeline/step';
import { StepStore } from '../../../../src-main/engine/pipeline/step-store';
import { temporaryFolder } from '../../../support/tiny-training';

/** Two numbers and their sum, as three steps that count how often they are computed. */
function sumPipeline(a: number, b: number, computed: string[]): readonly PipelineStep[] {
  const number = (name: string, value: number): PipelineStep => ({
    name,
    inputs: [],
    settings: { value },
    version: 1,
    async run() {
      computed.push(name);
      return { files: { value: jsonFile(value) }, diagnostics: [] };
    },
  });
  const value = (context: StepContext, step: string): number => readJson(context.inputs[step]!, 'value');
  return [
    number('A', a),
    number('B', b),
    {
      name: 'Sum',
      inputs: ['A', 'B'],
      settings: null,
      version: 1,
      async run(context) {
        computed.push('Sum');
        return { files: { value: jsonFile(value(context, 'A') + value(context, 'B')) }, diagnostics: [] };
      },
    },
  ];
}

describe('a pipeline', () => {
  let cache: string;
  let rows: RunStep[];
  const controller = () => new AbortController();
  const environment = (changes: Partial<PipelineEnvironment> = {}): PipelineEnvironment => ({
    identity: { code: 'c', seed: 1, fingerprint: 'f' },
    store: new StepStore(cache),
    signal: controller().signal,
    stepStarted: () => {},
    stepFinished: (row) => rows.push(row),
    phase: () => {},
    log: () => {},
    publish: () => Promise.resolve(),
    ...changes,
  });
  const sumOf = (files: Readonly<Record<string, Readonly<Record<string, Uint8Array>>>>): number =>
    readJson(files['Sum']!, 'value');
  beforeEach(async () => {
    cache = await temporaryFolder();
    rows = [];
  });

  it('computes every step once, then reads all of them back with the same bytes', async () => {
    const computed: string[] = [];
    const cold = await runPipeline(sumPipeline(2, 3, computed), null, environment());
    const warm = await runPipeline(sumPipeline(2, 3, computed), null, environment());
    expect(sumOf(cold.files)).toBe(5);
    expect(computed).toEqual(['A', 'B', 'Sum']);
    expect(warm.files).toEqual(cold.files);
    expect(rows.map(({ name, cached, exitCode }) => [name, cached, exitCode])).toEqual([
      ['A', false, 0],
      ['B', false, 0],
      ['Sum', false, 0],
      ['A', true, 0],
      ['B', true, 0],
      ['Sum', true, 0],
    ]);
  });

  it('computes a changed step and those that read from it, and nothing else', async () => {
    await runPipeline(sumPipeline(2, 3, []), null, environment());
    const computed: string[] = [];
    const { files } = await runPipeline(sumPipeline(2, 4, computed), null, environment());
    expect(computed).toEqual(['B', 'Sum']);
    expect(sumOf(files)).toBe(6);
  });

  it.each([
    ['seed', { code: 'c', seed: 2, fingerprint: 'f' }],
    ['data', { code: 'c', seed: 1, fingerprint: 'g' }],
    ['program', { code: 'd', seed: 1, fingerprint: 'f' }],
  ])('computes everything anew for another %s', async (_, identity) => {
    await runPipeline(sumPipeline(2, 3, []), null, environment());
    const computed: string[] = [];
    await runPipeline(sumPipeline(2, 3, computed), null, environment({ identity }));
    expect(computed).toEqual(['A', 'B', 'Sum']);
  });

  it('runs one step alone: it is computed although it is known, its inputs are read back, nothing follows', async () => {
    await runPipeline(sumPipeline(2, 3, []), null, environment());
    const computed: string[] = [];
    const alone = await runPipeline(sumPipeline(2, 3, computed), 'Sum', environment());
    expect([computed, sumOf(alone.files)]).toEqual([['Sum'], 5]);
    const first = await runPipeline(sumPipeline(2, 3, computed), 'A', environment());
    expect(Object.keys(first.files)).toEqual(['A']);
    await expect(runPipeline(sumPipeline(2, 3, []), 'C', environment())).rejects.toThrow(PipelineStepMissingError);
  });

  it('makes a step anew whose kept file was changed by a single byte', async () => {
    await runPipeline(sumPipeline(2, 3, []), null, environment());
    const folder = path.join(cache, 'pipeline', 'a');
    const file = path.join(folder, readdirSync(folder)[0]!);
    const bytes = readFileSync(file);
    bytes[bytes.length - 40]! ^= 1;
    writeFileSync(file, bytes);
    const computed: string[] = [];
    const { files } = await runPipeline(sumPipeline(2, 3, computed), null, environment());
    expect(computed).toEqual(['A']);
    expect(sumOf(files)).toBe(5);
  });

  it('ends at the step that fails, with its name, exit code and last lines', async () => {
    const [a, b] = sumPipeline(2, 3, []) as [PipelineStep, PipelineStep];
    const failing: PipelineStep = {
      ...b,
      run(context) {
        for (let line = 1; line <= 25; line += 1) context.log(`line ${line}`);
        return Promise.reject(new NoListsError('train', ['2022-23']));
      },
    };
    const error: unknown = await runPipeline([a, failing], null, environment()).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PipelineStepError);
    const { message, exitCode, details } = error as PipelineStepError;
    expect(message).toContain('The step B failed (exit 64): ');
    expect(exitCode).toBe(64);
    expect(details).toMatchObject({ step: 'B', stepExitCode: 64, cause: new NoListsError('train', []).code });
    expect(details['log']).toEqual(Array.from({ length: 20 }, (_, index) => `line ${index + 6}`));
    expect(rows.map(({ name, exitCode: code }) => [name, code])).toEqual([
      ['A', 0],
      ['B', 64],
    ]);
  });

  it('is not a failure when it is asked to stop, and keeps the parts that are done', async () => {
    const control = controller();
    const made: string[] = [];
    const step = (isStopped: boolean): PipelineStep => ({
      name: 'Parts',
      inputs: [],
      settings: null,
      version: 1,
      async run(context) {
        for (const part of ['one', 'two']) {
          await context.part(part, async () => {
            made.push(part);
            return { value: jsonFile(part) };
          });
          if (isStopped) control.abort();
          context.signal.throwIfAborted();
        }
        return { files: {}, diagnostics: [] };
      },
    });
    const stopped = runPipeline([step(true)], null, environment({ signal: control.signal }));
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    await runPipeline([step(false)], null, environment());
    expect(made).toEqual(['one', 'two']);
    expect(rows.map(({ exitCode }) => exitCode)).toEqual([75, 0]);
    // The parts are gone once the step is whole.
    expect(readdirSync(path.join(cache, 'pipeline', 'parts'))).toHaveLength(1);
  });
});
