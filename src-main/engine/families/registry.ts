import type { FamilyId } from '#contract/ids';
import type { Family } from './family';

/** Every family, loaded when it is first needed. A new one is a line here (docs/recipes/add-a-family.md). */
export const FAMILIES = {
  'deep-set-ranker': async () => (await import('./deep-set-ranker/family')).deepSetRanker,
  'hetero-gnn': async () => (await import('./hetero-gnn/family')).heteroGnn,
  'masked-seq2seq': async () => (await import('./masked-seq2seq/family')).maskedSeq2Seq,
  'actor-critic': async () => (await import('./actor-critic/family')).actorCritic,
} as const satisfies Record<FamilyId, () => Promise<Family>>;
