import { expect, it } from 'vitest';
import { latestDiagnostics, type Diagnostic } from '#contract/diagnostics';

const found = (id: string, epoch: number): Diagnostic => ({
  id,
  severity: 'info',
  message: `${id} at ${epoch}`,
  cause: '',
  nextStep: '',
  epoch,
  step: null,
  value: null,
});

it('says once what comes back, as it was last, and since when', () => {
  const latest = latestDiagnostics([found('uniform', 3), found('spread', 3), found('uniform', 4), found('uniform', 7)]);
  expect(latest.map(({ diagnostic, count, firstEpoch }) => [diagnostic.message, count, firstEpoch])).toEqual([
    ['uniform at 7', 3, 3],
    ['spread at 3', 1, 3],
  ]);
});
