import { describe, expect, it } from 'vitest';
import { ablationCells, ablationPairs, ablationRows } from '../../../src-main/stages/ablation-plan';
import { exampleLadder } from '../../support/ladder-evidence';

describe('an ablation matrix', () => {
  const ladder = exampleLadder({
    ablations: {
      full: { id: 'A6', label: 'full', settings: { 'model.variant': 'full' } },
      components: {
        pooling: { label: 'ball pooling' },
        film: { id: 'A7', label: 'FiLM', without: { 'model.use_film': false } },
        heads: { label: 'heads', without: { 'model.heads': false } },
      },
      cells: [{ id: 'A1', label: 'base', settings: { 'model.variant': 'base' } }],
    },
  });
  const ablations = ladder.ablations!;

  it('has the further cells, full, and full without each component that can be taken out', () => {
    expect(ablationRows(ablations).map(({ cell }) => [cell.id, cell.label])).toEqual([
      ['A1', 'base'],
      ['A6', 'full'],
      ['A7', 'full without FiLM'],
      ['A6-heads', 'full without heads'],
    ]);
  });

  it('marks what each has, what was taken out and what was never there', () => {
    const marks = Object.fromEntries(ablationRows(ablations).map(({ cell, components }) => [cell.id, components]));
    expect(marks['A7']).toEqual({ pooling: 'has', film: 'taken-out', heads: 'has' });
    expect(marks['A1']).toEqual({ pooling: 'without', film: 'without', heads: 'without' });
  });

  it('plans full minus each component taken out when nothing else is said', () => {
    expect(ablationPairs(ablations)).toEqual([
      ['A6', 'A7'],
      ['A6', 'A6-heads'],
    ]);
  });

  it('keeps the settings of full beside what is taken out', () => {
    const cell = ablationCells(ladder, ablations, 'base.yaml').find(({ id }) => id === 'A7')!;
    expect(cell).toMatchObject({
      experiment: 'base.yaml',
      settings: { 'model.variant': 'full', 'model.use_film': false },
      seeds: [1, 2, 3],
    });
  });
});
