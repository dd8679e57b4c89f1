import { expect, it } from 'vitest';
import { configurationPage } from '../../support/configuration-page';

// After a change of a schema: `npx vitest run --project golden configuration-page -u` writes the page anew.
it('docs/configuration.md says what the schema says', async () => {
  await expect(configurationPage()).toMatchFileSnapshot('../../../docs/configuration.md');
});

it('names a default, a range and a unit', () => {
  const page = configurationPage();
  expect(page).toContain('| `model_a.epochs` | integer from 1 to 10000, epochs | `28` |');
  expect(page).toContain('| `data.train_seasons` | list of string | required |');
});

it('has the keys of sweeps, those of one kind with its word', () => {
  const [, sweeps] = configurationPage().split('## Sweeps');
  expect(sweeps).toContain('| `sampler.candidates` | integer from 1 to 10000 | `24` | tpe: Points drawn');
  expect(sweeps).toContain('| `pruner.startup_trials` | integer from 0, trials | `5` | median, percentile: Trials');
  expect(sweeps).toContain('| `sweep.stop_on_diagnostics[].id` | string | required |');
});
