import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Fails with the rule, the element and its help when axe finds something serious or critical on the screen that is open. */
export async function expectNoSeriousAxeFindings(page: Page): Promise<void> {
  // Legacy mode: Electron cannot open the blank page that axe otherwise gathers its results in.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  expect(serious).toEqual([]);
}
