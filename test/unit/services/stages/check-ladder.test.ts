import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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
const problems = (text: string) => checkLadder('configs/stages/x.yaml', text, resolve).problems;
/** The ready-made ladder with one text replaced. */
const changed = (from: string, to: string): string => {
  expect(RANKING).toContain(from);
  return RANKING.replace(from, to);
};

describe('the ready-made ladders', () => {
  it.each(readdirSync('config/stages'))('%s is understood', (name) => {
    const read = readLadder(name, new YamlSource(readFileSync(`config/stages/${name}`, 'utf8')), null);
    expect('findings' in read ? read.findings.map(({ error }) => error.message) : []).toEqual([]);
  });

  it('hold the nineteen items of the cricket brief, its nine ablations and eight comparisons', () => {
    const text = readFileSync('config/stages/cricket-progression.yaml', 'utf8');
    const read = readLadder('cricket', new YamlSource(text), null);
    if ('findings' in read) throw read.findings[0]!.error;
    expect(read.ladder.stages.map(({ items }) => items.length)).toEqual([5, 4, 4, 6]);
    const { cells, components, pairs } = read.ladder.ablations!;
    const removable = Object.values(components).filter(({ without }) => without !== null);
    expect(cells.length + 1 + removable.length).toBe(9);
    expect(pairs).toHaveLength(8);
  });

  it('hold the ten stages of the territory game', () => {
    const text = readFileSync('config/stages/territory.yaml', 'utf8');
    const read = readLadder('territory', new YamlSource(text), null);
    expect('ladder' in read && read.ladder.stages).toHaveLength(10);
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
    expect(problems(changed('id: compared', 'id: trained'))[0]!.message).toContain('item trained twice');
    expect(problems(changed('stage: facts', 'stage: fact'))[0]!.message).toContain('stage fact,');
  });

  it('warns of a family that is not here, and of nothing else', () => {
    const found = problems(changed('family: deep-set-ranker', 'family: somebody-elses'));
    expect(found).toMatchObject([{ severity: 'warning', code: 'E-LADDER-FAMILY', line: 5 }]);
  });
});
