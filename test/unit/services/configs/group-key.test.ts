import { describe, expect, it } from 'vitest';
import { groupKey } from '../../../../src-main/services/configs/group-key';
import { exampleExperiment } from '../../../support/workspace-run-config';

describe('groupKey', () => {
  it('is the same for other seeds, names and notes, and for another order of the keys', () => {
    const config = exampleExperiment();
    expect(groupKey(exampleExperiment({ name: 'Other', notes: 'Why', seeds: [1, 2] }))).toBe(groupKey(config));
    expect(groupKey(Object.fromEntries(Object.entries(config).reverse()) as typeof config)).toBe(groupKey(config));
  });

  it('is another for any value that is trained with', () => {
    expect(groupKey(exampleExperiment({ model_a: { epochs: 27 } }))).not.toBe(groupKey(exampleExperiment()));
  });
});
