import { describe, expect, it } from 'vitest';
import type { ModelDescription } from '#contract/models';
import {
  pairBlocks,
  remarksOn,
  timesText,
  transferOf,
  transferText,
} from '../../../../src-renderer/features/models/compare-models';
import { modelChoices, parseReference, referenceText } from '../../../../src-renderer/features/models/model-choice';
import { runRow } from '../../../support/renderer/run-row';

type Shapes = Readonly<Record<string, readonly number[]>>;

/** A model of parameters named `block.name`, one multiply-add a value. */
function model(shapes: Shapes, family: ModelDescription['family'] = 'deep-set-ranker'): ModelDescription {
  const size = (shape: readonly number[]) => shape.reduce((product, next) => product * next, 1);
  const tensors = Object.entries(shapes).map(([name, shape]) => ({
    name,
    shape: [...shape],
    block: name.split('.')[0]!,
    trainable: true,
  }));
  const total = tensors.reduce((sum, { shape }) => sum + size(shape), 0);
  const blocks = [...new Set(tensors.map(({ block }) => block))].map((name) => {
    const parameters = tensors.filter(({ block }) => block === name).reduce((sum, { shape }) => sum + size(shape), 0);
    return {
      name,
      shape: '',
      parameters,
      share: parameters / total,
      multiplyAdds: parameters,
      dead: 0,
      outputShape: null,
    };
  });
  const reference = { kind: 'experiment', path: 'x.yaml' } as const;
  return { reference, name: 'x', family, parameters: { total, trainable: total, blocks, tensors } };
}

describe('two models beside each other', () => {
  it('pairs blocks by name and puts those of B alone behind their predecessor', () => {
    const a = model({ 'in.w': [2], 'out.w': [3] });
    const b = model({ 'in.w': [2], 'norm.w': [1], 'out.w': [3] });
    const pairs = pairBlocks(a.parameters.blocks, b.parameters.blocks);
    expect(
      pairs.map(({ name, a: left, b: right }) => [name, left?.parameters ?? null, right?.parameters ?? null]),
    ).toEqual([
      ['in', 2, 2],
      ['norm', null, 1],
      ['out', 3, 3],
    ]);
  });

  it('says how many times fewer', () => {
    // 6,763,387 / 517,982, the two networks of the territory game.
    expect(timesText(6_763_387, 517_982)).toBe('13.06 times fewer');
    expect(timesText(100, 210)).toBe('2.10 times more');
    expect(timesText(7, 7)).toBe('as many');
  });
});

describe('what can load what', () => {
  const small = model({ 'in.w': [2, 4], 'out.w': [4, 1] });

  it('loads whole when every parameter is equal', () => {
    expect(transferOf(small, small)).toMatchObject({ kind: 'whole', values: 12, blocks: ['in', 'out'] });
  });

  it('names what differs and what could move over', () => {
    const transfer = transferOf(small, model({ 'in.w': [2, 4], 'out.w': [4, 2], 'norm.w': [4] }));
    expect(transfer).toMatchObject({
      kind: 'part',
      values: 8,
      blocks: ['in'],
      differences: ['out.w is 4 × 1 instead of 4 × 2', 'norm.w is missing'],
    });
    expect(transferText(transfer).next).toContain('8 values move over, with the whole of in');
  });

  it('finds a parameter without a place, and nothing in common', () => {
    expect(transferOf(model({ 'in.w': [2, 4], 'out.w': [4, 1], 'x.w': [1] }), small).differences).toEqual([
      'x.w has no place',
    ]);
    expect(transferOf(model({ 'in.w': [9] }), small).kind).toBe('none');
  });
});

describe('remarks', () => {
  it('points out one large block, parameters without a gradient, and that work falls less than parameters', () => {
    const a = model({ 'big.w': [90], 'rest.w': [10] });
    const b = { ...model({ 'small.w': [4], 'rest.w': [6] }) };
    const slowB = {
      ...b,
      parameters: { ...b.parameters, blocks: b.parameters.blocks.map((block) => ({ ...block, multiplyAdds: 25 })) },
    };
    const measured = { executor: 'wasm', threads: 1, rows: [], dead: { rest: 3 } } as const;
    const titles = remarksOn([
      { letter: 'A', model: a, measured: null },
      { letter: 'B', model: slowB, measured: { ...measured, rows: [], dead: { ...measured.dead } } },
    ]).map(({ title }) => title);
    expect(titles).toEqual([
      'A: big holds 90.00 % of the parameters.',
      'B: rest holds 60.00 % of the parameters.',
      'B: 3 parameters never get a gradient.',
      'Fewer parameters is not as much faster.',
    ]);
  });
});

describe('choosing a model', () => {
  it('offers experiments and the checkpoint that a run ships, and reads both back from the address', () => {
    const best = { metric: 'm', split: 'validation', value: 1, epoch: 1, checkpointId: 'r-0000000001:best-m' } as const;
    const choices = modelChoices(
      [
        { path: 'configs/experiments/a.yaml', kind: 'experiment', modifiedAt: 0, hasDraft: false },
        { path: 'configs/sweeps/s.yaml', kind: 'sweep', modifiedAt: 0, hasDraft: false },
      ],
      [],
      [runRow({ best }), runRow({ runId: 'r-0000000002' })],
    );
    expect(choices.map(({ label }) => label)).toEqual(['a.yaml', 'ranker, seed 42']);
    for (const { value } of choices) expect(referenceText(parseReference(value)!)).toBe(value);
    expect(parseReference('something else')).toBeNull();
  });
});
