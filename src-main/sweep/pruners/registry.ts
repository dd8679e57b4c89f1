import type { PrunerConfig, PrunerId } from '#contract/config/sweep';
import { createHyperbandPruner } from './hyperband-pruner';
import { createNonePruner } from './none-pruner';
import { createPatientPruner } from './patient-pruner';
import { createMedianPruner, createPercentilePruner } from './percentile-pruner';
import type { Pruner, PrunerFactory } from './pruner';
import { createAshaPruner } from './successive-halving';
import { createWilcoxonPruner } from './wilcoxon-pruner';

type Factories = { readonly [K in PrunerId]: PrunerFactory<Extract<PrunerConfig, { kind: K }>> };

/** Every pruner by id: a new one is a file and a line here (docs/recipes/add-a-pruner.md). */
export const PRUNERS: Factories = {
  none: createNonePruner,
  median: createMedianPruner,
  percentile: createPercentilePruner,
  patient: (config) => createPatientPruner(config, config.pruner.kind === 'none' ? null : createPruner(config.pruner)),
  asha: createAshaPruner,
  hyperband: createHyperbandPruner,
  wilcoxon: createWilcoxonPruner,
};

/** @returns the pruner of a study */
export function createPruner(config: PrunerConfig): Pruner {
  return (PRUNERS[config.kind] as PrunerFactory<PrunerConfig>)(config);
}
