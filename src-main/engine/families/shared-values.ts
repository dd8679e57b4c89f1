import type { PrepareContext } from './family';

/** Values that the seeds of one process have in common, by name. */
export class SharedValues {
  private readonly values = new Map<string, Promise<unknown>>();

  /**
   * @param make makes the value; called again by the next who asks when it failed, since what failed may have been the
   *   caller's own: a run that was stopped
   */
  async of<Value>(name: string, make: () => Promise<Value>): Promise<Value> {
    const found = this.values.get(name);
    if (found) {
      // A name stands for one type: each family has its own names, and a process trains one configuration.
      const value = await found.then(
        (made) => ({ made: made as Value }),
        () => null,
      );
      if (value) return value.made;
    }
    const own = make();
    this.values.set(name, own);
    return own;
  }
}

/**
 * What does not depend on the seed: made once for all seeds that one process trains, else made here. Nobody may change it
 * afterwards.
 * @param name unique within the family
 */
export const sharedAmongSeeds = <Value>(
  { shared }: Pick<PrepareContext, 'shared'>,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> => (shared ? shared.of(name, make) : make());
