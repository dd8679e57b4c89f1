import type { Store } from '../../store/store';
import { groupKey } from '../configs/group-key';

/** So much is interrupted with a worker that dies. */
const MOST_TOGETHER = 8;

/**
 * The seeds that are trained in the worker of a run (`engine.batch_seeds`): waiting runs that differ from it in nothing but
 * the seed and begin from the same weights. Nothing of it is stored: whoever waits together starts together, so that a run that is
 * resumed alone trains alone, and a queue that is continued forms its groups again.
 * @param waiting ids of the runs that wait, in order
 * @returns ids of the waiting runs to start with it
 */
export function seedsBeside(
  { runs }: Pick<Store, 'runs'>,
  runId: string,
  waiting: readonly string[],
): readonly string[] {
  const own = runs.config(runId);
  if (!own.config.engine.batch_seeds) return [];
  const key = groupKey(own.config);
  const fits = (other: typeof own): boolean =>
    other.config.engine.batch_seeds &&
    groupKey(other.config) === key &&
    other.source.fingerprint === own.source.fingerprint &&
    other.parent?.checkpointPath === own.parent?.checkpointPath;
  return waiting.filter((id) => fits(runs.config(id))).slice(0, MOST_TOGETHER - 1);
}
