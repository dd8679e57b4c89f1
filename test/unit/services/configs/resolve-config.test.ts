import { describe, expect, it } from 'vitest';
import { checkConfig, resolveConfig } from '../../../../src-main/services/configs/resolve-config';
import { readStartsFrom } from '../../../../src-main/services/configs/starts-from';
import { EXAMPLE_YAML } from '../../../support/workspace-fixture';

const FILE = 'configs/experiments/example.yaml';
const problemsOf = (text: string) => checkConfig(FILE, text).problems;
const withLine = (line: string): string => `${EXAMPLE_YAML}${line}\n`;

describe('checkConfig', () => {
  it('resolves a right text with every default, and says what differs from the defaults', () => {
    const { problems, resolved } = checkConfig(FILE, EXAMPLE_YAML);
    expect(problems).toEqual([]);
    expect(resolved).toMatchObject({ family: 'deep-set-ranker', name: 'Example', seeds: [42] });
    expect(resolved!.yaml).toContain('learning_rate: 0.001');
    expect(resolved!.differences).toEqual([
      { path: 'data.validation_seasons', base: '[]', value: '["2022-23"]' },
      { path: 'model_a.epochs', base: '28', value: '5' },
    ]);
  });

  it('marks a misspelt key and offers the nearest', () => {
    expect(problemsOf(withLine('  epoch: 3'))).toEqual([
      {
        severity: 'error',
        code: 'E-CONFIG-UNKNOWN-KEY',
        message: `${FILE}:9:3: there is no key model_a.epoch.`,
        nextStep: 'Nearest key: model_a.epochs.',
        line: 9,
        column: 3,
        endLine: 9,
        endColumn: 8,
        fix: { label: 'Replace with model_a.epochs', replacement: 'epochs' },
      },
    ]);
  });

  it('names the section of a key that stands in the wrong one', () => {
    expect(problemsOf(withLine('learning_rate: 0.1'))).toMatchObject([
      {
        message: `${FILE}:9:1: there is no key learning_rate.`,
        nextStep: 'Nearest key: model_a.learning_rate.',
        fix: null,
      },
    ]);
  });

  it.each([
    ['  dropout: 2', 'model_a.dropout is 2.', 'Use at most 0.9. Share of activations', 9, 12],
    ['  dropout: much', 'model_a.dropout is "much".', 'Use a number. Share', 9, 12],
    ['  encoder_hidden: [12, -3]', 'model_a.encoder_hidden.1 is -3.', 'Use at least 1.', 9, 24],
    [
      '  attention_fallback_strategy: minute',
      'model_a.attention_fallback_strategy is "minute".',
      'Use one of minutes, uniform.',
      9,
      32,
    ],
    ['seeds: []', 'seeds is [].', 'Use at least 1 entry. One run is trained', 9, 8],
  ])('places a wrong value: %s', (line, message, nextStep, lineNumber, column) => {
    const [problem] = problemsOf(withLine(line));
    expect(problem).toMatchObject({ code: 'E-CONFIG-VALUE', line: lineNumber, column });
    expect(problem!.message).toContain(message);
    expect(problem!.nextStep).toContain(nextStep);
  });

  it('offers the nearest of the words a key takes', () => {
    expect(problemsOf(withLine('  attention_fallback_strategy: minute'))[0]!.fix).toEqual({
      label: 'Replace with minutes',
      replacement: 'minutes',
    });
    expect(problemsOf(EXAMPLE_YAML.replace('deep-set-ranker', 'deep-set-rankr'))[0]).toMatchObject({
      line: 2,
      column: 9,
      fix: { replacement: 'deep-set-ranker' },
    });
  });

  it('says what is missing, at the section that lacks it', () => {
    expect(problemsOf('family: deep-set-ranker\ndata:\n  source: nba-box-scores\n')).toMatchObject([
      {
        code: 'E-CONFIG-MISSING-KEY',
        message: `${FILE}:2:1: the key data.train_seasons is missing.`,
        line: 2,
        column: 1,
      },
    ]);
    expect(problemsOf('')).toMatchObject([
      { code: 'E-CONFIG-MISSING-KEY', message: `${FILE}:1:1: the key family is missing.` },
    ]);
  });

  it.each(['family: "open', 'a: b: c', 'a: 1\na: 2', '\t- x'])('marks what is no YAML: %j', (text) => {
    expect(problemsOf(text)[0]).toMatchObject({ code: 'E-CONFIG-SYNTAX', severity: 'error' });
  });

  it('gives an answer to every beginning of a text', () => {
    for (let length = 0; length <= EXAMPLE_YAML.length; length += 1) {
      const { problems, resolved } = checkConfig(FILE, EXAMPLE_YAML.slice(0, length));
      expect(problems.length > 0).toBe(resolved === null);
      for (const problem of problems) expect(problem.line).toBeGreaterThan(0);
    }
  });

  it('checks the comment that names a checkpoint', () => {
    expect(problemsOf(`# starts-from: r-0000000001:last\n${EXAMPLE_YAML}`)).toEqual([]);
    expect(problemsOf(`# starts-from: r-0000000001:last, equal parameters\n${EXAMPLE_YAML}`)).toEqual([]);
    expect(readStartsFrom(FILE, '# starts-from: r-0000000001:last, equal parameters')).toEqual({
      checkpointId: 'r-0000000001:last',
      transfer: 'equal',
    });
    expect(problemsOf(`# starts-from: the best one\n${EXAMPLE_YAML}`)).toMatchObject([
      { code: 'E-CONFIG-STARTS-FROM', line: 1, endColumn: 28 },
    ]);
  });
});

describe('resolveConfig', () => {
  it('sets keys from outside, read as YAML', () => {
    const config = resolveConfig(FILE, EXAMPLE_YAML, [
      'model_a.epochs=3',
      'training.rolling_windows=[5, 20]',
      'name=Other one',
      'training.max_dates=null',
    ]);
    expect(config).toMatchObject({
      name: 'Other one',
      model_a: { epochs: 3 },
      training: { rolling_windows: [5, 20], max_dates: null },
    });
  });

  it('names the --set that is wrong', () => {
    expect(() => resolveConfig(FILE, EXAMPLE_YAML, ['model_a.epoch=3'])).toThrow(
      '--set model_a.epoch=3: there is no key model_a.epoch.',
    );
    expect(() => resolveConfig(FILE, EXAMPLE_YAML, ['model_a.epochs=many'])).toThrow(
      '--set model_a.epochs=many: model_a.epochs is "many".',
    );
  });

  it.each(['epochs', '=3', 'a..b=3', 'a=[1'])('refuses --set %s as wrong usage', (override) => {
    expect(() => resolveConfig(FILE, EXAMPLE_YAML, [override])).toThrow(
      expect.objectContaining({ code: 'E-CONFIG-OVERRIDE', exitCode: 2 }),
    );
  });
});
