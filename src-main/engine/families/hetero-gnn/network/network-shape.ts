import type { HeteroGnnConfig } from '#contract/config/hetero-gnn';
import { DYNAMICS_NODES, HISTORY_RELATIONS, HISTORY_RELATION_NAMES, NODE_TYPES, PLAYER_NODES } from './graph-schema';
import type { FeatureNode, HistoryRelation, NodeType, SingleNode } from './graph-schema';

export type Variant = HeteroGnnConfig['model']['variant'];
export type LossShape = HeteroGnnConfig['loss'];

/** Rows of the embedding tables without row 0, the unknown. */
export interface TableSizes {
  readonly venues: number;
  readonly teams: number;
  readonly players: number;
}

/** Everything that decides the network's parameters and operations. */
export interface NetworkShape {
  /** h, width of every node. */
  readonly width: number;
  readonly heads: number;
  /** Width of the first hidden layer of a head; the second has half of it. */
  readonly headWidth: number;
  readonly layers: number;
  /** Probability of dropping an activation or an attention weight in training. */
  readonly dropout: number;
  /** What the head reads: the query; the query and pooled balls; the matchup of the three players and the query. */
  readonly readout: 'query' | 'pooling' | 'hybrid';
  /** State nodes whose numbers condition FiLM; empty without FiLM. */
  readonly film: readonly FeatureNode[];
  readonly hasInningsHeads: boolean;
  /** Players that training never saw are encoded by team and role. */
  readonly hasFallback: boolean;
  /** Whether the numbers of a moment are standardised before their encoders. */
  readonly hasStandardizedFeatures: boolean;
  /** Whether the head reads the numbers of the moment and of the ball before, past the graph. */
  readonly hasFeaturesToHead: boolean;
  /** Whether the head reads how far the earlier balls came out otherwise than the regression said. */
  readonly hasSurprisesToHead: boolean;
  /** What the outputs of the head are added to: nothing, or those of the fitted logistic regression. */
  readonly residual: HeteroGnnConfig['model']['residual'];
  readonly tables: TableSizes;
}

/** Width of the fallback's tables, and of the others, as the published program has them. */
export const TABLE_WIDTHS = { venue: 32, team: 32, player: 64, fallbackTeam: 16, fallbackRole: 16 } as const;

const PHASE: readonly FeatureNode[] = ['phase_state'];
const WHOLE_STATE: readonly FeatureNode[] = ['phase_state', 'chase_state', 'wicket_buffer'];

type VariantParts = Pick<NetworkShape, 'readout' | 'film' | 'hasInningsHeads' | 'hasFallback'>;
const plain: VariantParts = { readout: 'hybrid', film: [], hasInningsHeads: false, hasFallback: true };

/** What each variant is made of; only `full` has switches. */
const VARIANTS = {
  base: () => ({ ...plain, readout: 'query' }),
  pooling: () => ({ ...plain, readout: 'pooling' }),
  hybrid: () => plain,
  phase_modulated: () => ({ ...plain, film: PHASE }),
  innings_conditional: () => ({ ...plain, hasInningsHeads: true }),
  full: ({ use_film, use_hierarchical, use_innings_heads }) => ({
    readout: 'hybrid',
    film: use_film ? WHOLE_STATE : [],
    hasInningsHeads: use_innings_heads,
    hasFallback: use_hierarchical,
  }),
} satisfies Record<Variant, (model: HeteroGnnConfig['model']) => VariantParts>;

/** @param tables of the vocabulary of the training matches */
export const networkShape = ({ model }: Pick<HeteroGnnConfig, 'model'>, tables: TableSizes): NetworkShape => ({
  width: model.hidden_dim,
  heads: model.num_heads,
  headWidth: model.head_dim ?? model.hidden_dim,
  layers: model.num_layers,
  dropout: model.dropout,
  ...VARIANTS[model.variant](model),
  hasStandardizedFeatures: model.features === 'standardized',
  hasFeaturesToHead: model.features_to_head,
  hasSurprisesToHead: model.surprises_to_head,
  residual: model.residual,
  tables,
});

/** @returns the node types whose last state the read-out looks at */
export function readoutNodes({ readout }: Pick<NetworkShape, 'readout'>): readonly NodeType[] {
  if (readout === 'query') return ['query'];
  return readout === 'pooling' ? ['query', 'ball'] : ['query', ...PLAYER_NODES];
}

/** @returns the node types that a layer must update: all, or in the last one those that are read out */
export const updatedNodes = (shape: NetworkShape, layer: number): readonly NodeType[] =>
  layer === shape.layers - 1 ? NODE_TYPES.filter((node) => readoutNodes(shape).includes(node)) : NODE_TYPES;

/** @returns the same without `ball` */
export const updatedSingleNodes = (shape: NetworkShape, layer: number): readonly SingleNode[] =>
  updatedNodes(shape, layer).filter((node): node is SingleNode => node !== 'ball');

/** @returns the relations from balls to one context node that a layer needs */
export const historyRelations = (shape: NetworkShape, layer: number): readonly HistoryRelation[] =>
  HISTORY_RELATION_NAMES.filter((relation) => updatedNodes(shape, layer).includes(HISTORY_RELATIONS[relation]));

/** @returns the dynamics nodes that a layer updates */
export const updatedDynamics = (shape: NetworkShape, layer: number) =>
  DYNAMICS_NODES.filter((node) => updatedNodes(shape, layer).includes(node));
