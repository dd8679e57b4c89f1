import { describe, expect, it } from 'vitest';
import type { ConfigCheck, ConfigFile, ConfigProblem } from '#contract/configs';
import { jsonSchemaOf } from '#contract/config/json-schema';
import type { InspectOutput } from '#contract/jobs';
import { firstConfig, groupConfigs } from '../../../../src-renderer/features/experiments/config-groups';
import { describeSchema } from '../../../../src-renderer/features/experiments/editor/describe-schema';
import {
  problemNotes,
  seedNotes,
  withoutPlace,
} from '../../../../src-renderer/features/experiments/editor/problem-marks';
import {
  factGroups,
  largeBlock,
  preflightFigures,
} from '../../../../src-renderer/features/experiments/preflight-figures';
import { runButton } from '../../../../src-renderer/features/experiments/run-button-text';

const problem = (over: Partial<ConfigProblem>): ConfigProblem => ({
  severity: 'error',
  code: 'E-CONFIG-UNKNOWN-KEY',
  message: 'configs/experiments/a.yaml:4:3: there is no key model_a.epoch.',
  nextStep: 'Nearest key: model_a.epochs.',
  line: 4,
  column: 3,
  endLine: 4,
  endColumn: 8,
  fix: { label: 'Replace with model_a.epochs', replacement: 'epochs' },
  ...over,
});
const checked = (problems: readonly ConfigProblem[], seeds: readonly number[] | null): ConfigCheck => ({
  problems: [...problems],
  resolved:
    seeds === null ? null : { family: 'deep-set-ranker', name: 'a', seeds: [...seeds], yaml: '', differences: [] },
});

describe('runButton', () => {
  it('says what it does and what keeps it from it', () => {
    expect(runButton(undefined)).toEqual({ text: 'Checking', enabled: false });
    expect(runButton(checked([problem({})], null))).toEqual({ text: 'Fix 1 problem to run', enabled: false });
    expect(runButton(checked([problem({}), problem({ line: 9 })], null)).text).toBe('Fix 2 problems to run');
    expect(runButton(checked([], [42]))).toEqual({ text: 'Start run', enabled: true });
    expect(runButton(checked([problem({ severity: 'warning' })], [42, 1, 2]))).toEqual({
      text: 'Start 3 runs',
      enabled: true,
    });
  });
});

describe('notes behind lines', () => {
  it('names the fix at the line of the error, without the place', () => {
    expect(problemNotes([problem({})])).toEqual([
      { line: 4, tone: 'error', text: 'There is no key model_a.epoch. Replace with model_a.epochs.' },
    ]);
  });

  it('shows one note a line, an error before a warning', () => {
    const notes = problemNotes([problem({ severity: 'warning', message: 'Slow.' }), problem({})]);
    expect(notes).toHaveLength(1);
    expect(notes[0]!.tone).toBe('error');
  });

  it('keeps the case of keys', () => {
    expect(withoutPlace('a.yaml:1:2: training.max_dates is null.')).toBe('training.max_dates is null.');
  });

  it('says how many runs the seeds make, for more than one', () => {
    expect(seedNotes('name: a\nseeds: [1, 2, 3]', 3)).toEqual([{ line: 2, text: '3 runs', tone: 'fact' }]);
    expect(seedNotes('seeds: [1]', 1)).toEqual([]);
  });
});

describe('describeSchema', () => {
  const described = JSON.stringify(describeSchema(jsonSchemaOf('experiment')));

  it('gives hovers meaning, range, unit, default and effect', () => {
    const text = describeSchema({
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 10,
      default: 0.001,
      unit: 'steps',
      description: 'Rate.',
      effect: 'Too large diverges.',
    }) as { markdownDescription: string };
    expect(text.markdownDescription).toBe(
      'Rate.\n\nnumber, above 0 to 10, in steps · default `0.001`\n\n**Effect:** Too large diverges.',
    );
  });

  it('names the choices of an enum and both sides of a union', () => {
    const text = describeSchema({
      description: 'Dates.',
      anyOf: [{ type: 'integer', minimum: 2, maximum: Number.MAX_SAFE_INTEGER }, { type: 'null' }],
    }) as { markdownDescription: string };
    expect(text.markdownDescription).toContain('whole number, at least 2 or null');
  });

  it('reaches the keys of the real schema', () => {
    expect(described).toContain('Rate of the optimiser at its height.\\n\\nnumber, above 0 to 10');
    expect(described).not.toContain(String(Number.MAX_SAFE_INTEGER) + ' ·');
  });
});

describe('pre-flight', () => {
  const output: InspectOutput = {
    family: 'deep-set-ranker',
    parameters: {
      total: 100,
      trainable: 100,
      blocks: [
        { name: 'encoder', shape: '4 x 10', parameters: 40, share: 0.4, multiplyAdds: 40, dead: 0, outputShape: null },
        {
          name: 'attention',
          shape: '6 x 10',
          parameters: 60,
          share: 0.6,
          multiplyAdds: 60,
          dead: 0,
          outputShape: null,
        },
      ],
      tensors: [],
    },
    estimate: { memoryBytes: 1, secondsPerEpoch: 1 },
    preflight: {
      loss: 1,
      gradientNorm: 1,
      millisecondsPerStep: 20,
      stepsPerEpoch: 50,
      epochs: 28,
      checkpointBytes: 1000,
      facts: [
        { label: 'Lists', value: '150', state: 'ok', group: 'Data' },
        { label: 'Cache', value: 'fresh', state: 'ok', group: 'Cache' },
        { label: 'Padding', value: '6 %', state: 'info', group: 'Data' },
      ],
    },
  };

  it('multiplies the measured step by steps, epochs and runs', () => {
    // 20 ms x 50 = 1 s an epoch; x 28 epochs x 3 runs = 84 s. 3 checkpoints x 3 runs x 1 kB = 9 kB.
    expect(preflightFigures(output, 3)).toMatchObject({ epochMs: 1000, durationMs: 84_000, diskBytes: 9000 });
  });

  it('flags a block above half of the parameters and no other', () => {
    expect(largeBlock(output)?.name).toBe('attention');
    const even = output.parameters.blocks.map((block) => ({ ...block, share: 0.5 }));
    expect(largeBlock({ ...output, parameters: { ...output.parameters, blocks: even } })).toBeNull();
  });

  it('keeps the groups of the facts in their order', () => {
    expect(factGroups(output.preflight!.facts).map(({ group, facts }) => [group, facts.length])).toEqual([
      ['Data', 2],
      ['Cache', 1],
    ]);
  });
});

describe('the side list', () => {
  const file = (path: string, kind: ConfigFile['kind'], modifiedAt: number): ConfigFile => ({
    path,
    kind,
    modifiedAt,
    hasDraft: false,
  });
  const files = [
    file('configs/stages/b.yaml', 'ladder', 9),
    file('configs/experiments/run-10.yaml', 'experiment', 2),
    file('configs/experiments/run-9.yaml', 'experiment', 3),
  ];

  it('groups by folder, experiments first, names as a person sorts them', () => {
    expect(groupConfigs(files).map(({ title, files: inside }) => [title, ...inside.map(({ path }) => path)])).toEqual([
      ['configs / experiments', 'configs/experiments/run-9.yaml', 'configs/experiments/run-10.yaml'],
      ['configs / stages', 'configs/stages/b.yaml'],
    ]);
  });

  it('opens the newest experiment, and nothing when there is none', () => {
    expect(firstConfig(files)).toBe('configs/experiments/run-9.yaml');
    expect(firstConfig([])).toBeNull();
  });
});
