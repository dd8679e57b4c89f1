import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ladder } from '#contract/config/ladder';
import { PREDICTION_DESCRIPTORS } from '#contract/predictions';
import { checkLadder, readLadder } from '../../../../src-main/services/stages/check-ladder';
import { resolveConfig } from '../../../../src-main/services/configs/resolve-config';
import { YamlSource } from '../../../../src-main/services/configs/yaml-source';
import type { ResolvedConfig } from '../../../../src-main/services/workbench';

const EXPERIMENT = readFileSync('config/experiments/deep-set-ranker.yaml', 'utf8');
const resolve = (file: string, overrides: readonly string[]): ResolvedConfig => ({
  config: resolveConfig(file, EXPERIMENT, overrides),
  configPath: null,
  startsFrom: null,
});
const RANKING = readFileSync('config/stages/team-ranking.yaml', 'utf8');
/** Experiments that ship with the app. */
const resolveShipped = (file: string, overrides: readonly string[]): ResolvedConfig => ({
  config: resolveConfig(file, readFileSync(`config/experiments/${file}.yaml`, 'utf8'), overrides),
  configPath: null,
  startsFrom: null,
});
const ladderText = (name: string): string | null => {
  const file = `config/stages/${name}.yaml`;
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
};
const problems = (text: string) =>
  checkLadder('configs/stages/x.yaml', text, { resolve, resolveSweep: null, ladderText }).problems;
/** A shipped ladder, without its experiment. */
const shipped = (name: string): Ladder => {
  const read = readLadder(name, new YamlSource(readFileSync(`config/stages/${name}`, 'utf8')), {
    resolve: null,
    resolveSweep: null,
    ladderText,
  });
  if ('findings' in read) throw read.findings[0]!.error;
  return read.ladder;
};
/** The ready-made ladder with one text replaced. */
const changed = (from: string, to: string): string => {
  expect(RANKING).toContain(from);
  return RANKING.replace(from, to);
};

describe('the ready-made ladders', () => {
  it.each(readdirSync('config/stages'))('%s names only what is there: experiment, settings, metrics, ids', (name) => {
    const text = readFileSync(`config/stages/${name}`, 'utf8');
    const checked = checkLadder(name, text, { resolve: resolveShipped, resolveSweep: null, ladderText });
    expect(checked.problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  });

  it.each(readdirSync('config/stages'))('%s cuts stored predictions by slices that its family has', (name) => {
    const { family, stages, tables } = shipped(name);
    const slices = stages.flatMap(({ items }) =>
      items.flatMap(({ evidence }) => (evidence.kind === 'sliced' ? [evidence.slice] : [])),
    );
    const columns = tables.flatMap((table) => table.columns.flatMap(({ slice }) => slice ?? []));
    const known = (PREDICTION_DESCRIPTORS[family]?.slices ?? []).map((slice) => slice.name);
    expect([...slices, ...columns].filter((slice) => !known.includes(slice))).toEqual([]);
  });

  it.each(['cricket-progression.yaml', 'cricket-sample.yaml', 'cricket-subsample.yaml'])(
    '%s holds the nineteen items of the cricket brief, its nine ablations and eight comparisons',
    (name) => {
      const { stages, ablations } = shipped(name);
      expect(stages.map(({ items }) => items.length)).toEqual([5, 4, 4, 6]);
      const { cells, components, pairs } = ablations!;
      const removable = Object.values(components).filter(({ without }) => without !== null);
      expect(cells.length + 1 + removable.length).toBe(9);
      expect(pairs).toHaveLength(8);
    },
  );

  it('hold the ten stages of the territory game', () => {
    expect(shipped('territory.yaml').stages).toHaveLength(10);
  });

  it('of the ranking family names keys and values that its experiment has', () => {
    expect(problems(RANKING)).toEqual([]);
  });
});

describe('a ladder in the editor', () => {
  it('marks an unknown key with the nearest one', () => {
    const [problem] = problems(changed('  goal: What each part', '  gaol: What each part'));
    expect(problem).toMatchObject({ code: 'E-CONFIG-UNKNOWN-KEY', fix: { replacement: 'goal' } });
  });

  it('marks an unknown metric', () => {
    const [problem] = problems(
      changed('metric: validation.conference_spearman\nseeds', 'metric: validation.spearman\nseeds'),
    );
    expect(problem).toMatchObject({ code: 'E-LADDER-REFERENCE', line: 7 });
    expect(problem!.message).toContain('metric spearman');
  });

  it('marks a variant that a rule or an item names and that is not there', () => {
    expect(problems(changed('when: facts > players', 'when: facts > player'))[0]!.message).toContain('variant player,');
    expect(problems(changed('pairs: [[facts, players]', 'pairs: [[fact, players]'))[0]!.message).toContain(
      'variant fact,',
    );
  });

  it('marks a condition that is not understood', () => {
    expect(problems(changed('when: base >= 0.5', 'when: base >> 0.5'))[0]!.code).toBe('E-LADDER-CONDITION');
  });

  it('marks settings that the experiment refuses', () => {
    const [problem] = problems(changed('values: [0.1, 0.2, 0.3]', 'values: [0.1, 0.2, 3]'));
    expect(problem!.message).toContain('model_a.dropout is 3');
  });

  it('marks ids that come twice and a table of a stage that is not there', () => {
    expect(problems(changed('id: compared', 'id: trained'))[0]!.message).toContain('two items have the id trained');
    expect(problems(changed('stage: facts', 'stage: fact'))[0]!.message).toContain('stage fact,');
  });

  it('warns of a family that is not here, and of nothing else', () => {
    const found = problems(changed('family: deep-set-ranker', 'family: somebody-elses'));
    expect(found).toMatchObject([{ severity: 'warning', code: 'E-LADDER-FAMILY', line: 5 }]);
  });

  it('marks a misspelt diagnostic, baseline and variant at their own place, with the nearest', () => {
    const ladder = (kind: string) => `ladder: x
name: X
family: actor-critic
experiment: actor-critic
metric: validation.score
seeds: [1]
stages:
  - id: only
    name: Only
    variants: { check: { label: check } }
    items:
      - id: item
        question: Is it so?
        evidence: ${kind}
`;
    const found = (kind: string) =>
      checkLadder('configs/stages/x.yaml', ladder(kind), { resolve: null, resolveSweep: null, ladderText }).problems[0];
    expect(found('{ kind: no-diagnostic, of: [check], ids: [seed-drift, epi-wim] }')).toMatchObject({
      line: 14,
      column: 73,
      fix: { replacement: 'epi-win' },
    });
    expect(found('{ kind: baselines, variant: check, ids: [greed] }')).toMatchObject({
      line: 14,
      fix: { replacement: 'greedy' },
    });
    expect(found('{ kind: runs-finished, of: [chek] }')).toMatchObject({ line: 14, fix: { replacement: 'check' } });
    expect(found('{ kind: metrik, variant: check, metric: validation.score }')).toMatchObject({
      line: 14,
      code: 'E-CONFIG-VALUE',
      fix: { replacement: 'metric' },
    });
  });
});

describe('a ladder that extends another', () => {
  const extending = (rest: string) =>
    `extends: cricket-progression\nladder: mine\nexperiment: hetero-gnn-sample\n${rest}`;
  const check = (text: string) =>
    checkLadder('configs/stages/mine.yaml', text, { resolve: resolveShipped, resolveSweep: null, ladderText }).problems;
  const read = (text: string): Ladder => {
    const result = readLadder('mine', new YamlSource(text), { resolve: null, resolveSweep: null, ladderText });
    if ('findings' in result) throw result.findings[0]!.error;
    return result.ladder;
  };

  it('takes over what it does not change, and changes an entry with the same id', () => {
    const own = read(
      extending('stages:\n  - id: parallel\n    goal: Mine.\n    variants: { pooling: { label: my pooling } }\n'),
    );
    const base = shipped('cricket-progression.yaml');
    expect(own.stages.map(({ id }) => id)).toEqual(base.stages.map(({ id }) => id));
    expect(own.stages[1]).toEqual({
      ...base.stages[1]!,
      goal: 'Mine.',
      variants: {
        ...base.stages[1]!.variants,
        pooling: { label: 'my pooling', settings: { 'model.variant': 'pooling' } },
      },
    });
    expect([own.ladder, own.experiment, own.ablations]).toEqual(['mine', 'hetero-gnn-sample', base.ablations]);
  });

  it('replaces what a question asks for as a whole, and adds entries with new ids at the end', () => {
    const own = read(
      extending(
        'stages:\n  - id: base\n    items:\n      - { id: falls, evidence: { kind: decided } }\n      - { id: new, question: New?, evidence: { kind: decided } }\n',
      ),
    );
    const items = own.stages[0]!.items;
    expect(items.find(({ id }) => id === 'falls')).toEqual({
      id: 'falls',
      question: 'Does the validation loss fall?',
      evidence: { kind: 'decided' },
    });
    expect(items.at(-1)!.id).toBe('new');
  });

  it('marks a mistake of its own at its own line, and an inherited one at extends', () => {
    const own = check(
      extending('stages:\n  - id: full\n    decision: { rules: [{ when: full > nobody, because: x }] }\n'),
    );
    expect(own[0]).toMatchObject({ line: 6, code: 'E-LADDER-REFERENCE' });
    expect(own[0]!.message).toContain('variant nobody');
    expect(check(extending('settings: { model.hidden_dim: 3 }\n'))[0]).toMatchObject({ line: 3 });
    const other = (name: string) =>
      name === 'other' ? RANKING.replace('when: facts > players', 'when: facts > nil') : null;
    const inherited = checkLadder('x', 'extends: other\nladder: mine\n', {
      resolve: null,
      resolveSweep: null,
      ladderText: other,
    }).problems;
    expect(inherited[0]).toMatchObject({ line: 1, code: 'E-LADDER-REFERENCE' });
  });

  it('says when what it extends is not there, or extends another one', () => {
    expect(check('extends: nothing\nladder: mine\n')[0]).toMatchObject({ line: 1, code: 'E-LADDER-EXTENDS' });
    expect(check('extends: cricket-sample\nladder: mine\n')[0]!.message).toContain('extends another ladder itself');
  });
});
