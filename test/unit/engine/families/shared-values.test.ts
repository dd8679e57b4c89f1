import { expect, it } from 'vitest';
import { SharedValues, sharedAmongSeeds } from '../../../../src-main/engine/families/shared-values';

it('makes a value once for all who ask, also while it is being made', async () => {
  const shared = new SharedValues();
  let made = 0;
  const make = async () => {
    await Promise.resolve();
    made += 1;
    return { made };
  };
  const values = await Promise.all([1, 2, 3].map(() => sharedAmongSeeds({ shared }, 'lists', make)));
  expect([made, ...new Set(values)]).toEqual([1, values[0]]);
  expect(await sharedAmongSeeds({ shared }, 'tables', make)).toEqual({ made: 2 });
});

it('makes it anew for the next when it failed: the one who made it may have been stopped', async () => {
  const shared = new SharedValues();
  const stopped = shared.of('lists', () => Promise.reject(new Error('stopped')));
  const next = shared.of('lists', () => Promise.resolve(7));
  await expect(stopped).rejects.toThrow('stopped');
  expect(await next).toBe(7);
});

it('makes it for itself where a process has one seed', async () => {
  expect(await sharedAmongSeeds({}, 'lists', () => Promise.resolve(1))).toBe(1);
  expect(await sharedAmongSeeds({}, 'lists', () => Promise.resolve(2))).toBe(2);
});
