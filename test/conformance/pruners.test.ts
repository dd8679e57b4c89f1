import { prunerSchema, type PrunerId } from '#contract/config/sweep';
import { PRUNERS } from '../../src-main/sweep/pruners/registry';
import { prunerSuite } from './pruner-suite';

/** A new pruner is in the registry, and so it is here. */
for (const kind of Object.keys(PRUNERS) as PrunerId[]) prunerSuite(prunerSchema.parse({ kind }));
