import { describe, expect, it } from 'vitest';
import { heteroGnnSchema } from '#contract/config/hetero-gnn';
import { elementCount } from '../../../../../src-main/engine/backend/host-tensor';
import { EDGE_TYPES, NODE_TYPES } from '../../../../../src-main/engine/families/hetero-gnn/network/graph-schema';
import { networkShape } from '../../../../../src-main/engine/families/hetero-gnn/network/network-shape';
import { exactParameters } from '../../../../../src-main/engine/families/hetero-gnn/operators/exact-parameters';
import { packedParameters } from '../../../../../src-main/engine/families/hetero-gnn/packing/packed-parameters';

/** Rows of the tables that the published counts assume. */
const TABLES = { venues: 324, teams: 106, players: 4201 };

const shapeOf = (model: object) => networkShape(heteroGnnSchema.parse({ family: 'hetero-gnn', model }), TABLES);
const total = (parameters: readonly { shape: readonly number[] }[]) =>
  parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0);

describe('parameter counts at width 128 and 3 layers', () => {
  it.each([
    ['base', {}, 18_284_487, 7_939_911],
    ['pooling', {}, 18_325_960, 8_378_696],
    ['hybrid', {}, 18_375_911, 8_561_255],
    ['phase_modulated', {}, 20_512_871, 10_121_575],
    // The published program also builds a head that it never calls: 25,607 parameters more.
    ['innings_conditional', {}, 18_428_021 - 25_607, 8_587_758],
    ['full', {}, 20_611_950, 10_201_070],
    ['full', { use_film: false }, 18_402_414, null],
    ['full', { use_innings_heads: false }, 20_585_447, null],
    ['full', { use_hierarchical: false }, 20_589_102, null],
  ] as const)('%s %o', (variant, flags, exact, compact) => {
    const shape = shapeOf({ variant, ...flags });
    expect(total(exactParameters(shape))).toBe(exact);
    if (compact !== null) expect(total(packedParameters(shape))).toBe(compact);
  });

  it.each([
    [64, 5_271_111, 5_890_078, 2_634_247, 3_228_254],
    [192, 39_862_599, 44_988_094, null, null],
    [256, 70_005_447, 79_018_510, null, null],
  ] as const)('at width %i, base and full', (hidden_dim, base, full, compactBase, compactFull) => {
    expect(total(exactParameters(shapeOf({ variant: 'base', hidden_dim })))).toBe(base);
    expect(total(exactParameters(shapeOf({ variant: 'full', hidden_dim })))).toBe(full);
    if (compactBase === null) return;
    expect(total(packedParameters(shapeOf({ variant: 'base', hidden_dim })))).toBe(compactBase);
    expect(total(packedParameters(shapeOf({ variant: 'full', hidden_dim })))).toBe(compactFull);
  });
});

describe('the graph', () => {
  const count = (select: (edge: (typeof EDGE_TYPES)[number]) => boolean) => EDGE_TYPES.filter(select).length;

  it('has 21 node types and 166 edge types: 160 GATv2, 5 Transformer, 1 SAGE', () => {
    expect(NODE_TYPES).toHaveLength(21);
    expect(EDGE_TYPES).toHaveLength(166);
    expect(count(({ operator }) => operator === 'gatv2')).toBe(160);
    expect(count(({ operator }) => operator === 'transformer')).toBe(5);
    expect(count(({ source }) => source !== 'ball')).toBe(151);
  });

  it('has the incoming edge types of the published program', () => {
    const incoming = Object.fromEntries(NODE_TYPES.map((node) => [node, count(({ target }) => target === node)]));
    expect(incoming).toMatchObject({
      query: 24,
      pressure_index: 11,
      striker_identity: 10,
      partnership: 10,
      batting_momentum: 10,
      bowler_identity: 9,
      dot_pressure: 9,
      score_state: 7,
      ball: 7,
      striker_state: 7,
      chase_state: 5,
      wicket_buffer: 5,
      venue: 2,
    });
  });
});
