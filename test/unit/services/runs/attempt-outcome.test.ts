import { describe, expect, it } from 'vitest';
import { outcomeOf, type AttemptFacts } from '../../../../src-main/services/runs/attempt-outcome';

const facts = (change: Partial<AttemptFacts>): AttemptFacts => ({
  runId: 'r-0000000001',
  result: null,
  ending: null,
  exitCode: null,
  stopRequested: false,
  outputFile: 'output.log',
  ...change,
});
const ending = (exitCode: number, stopReason: 'stopped_by_user' | 'interrupted' | null = null) => ({
  exitCode,
  stopReason,
  error: null,
});

describe('outcomeOf', () => {
  it.each([
    ['killed', facts({}), 'interrupted'],
    ['killed while it was stopping', facts({ stopRequested: true }), 'interrupted'],
    ['checkpointed on a signal', facts({ exitCode: 75, ending: ending(75, 'interrupted') }), 'interrupted'],
    ['stopped by a person', facts({ exitCode: 75, ending: ending(75, 'stopped_by_user') }), 'stopped'],
    ['cancelled by file, seen from another process', facts({ ending: ending(143, 'stopped_by_user') }), 'stopped'],
    ['stopped before it wrote an event', facts({ exitCode: 75, stopRequested: true }), 'stopped'],
    ['diverged without a result', facts({ exitCode: 65 }), 'diverged'],
    ['refused its configuration', facts({ exitCode: 64 }), 'failed'],
    ['exit 0 without a result', facts({ exitCode: 0 }), 'failed'],
  ])('%s', (_name, given, status) => {
    expect(outcomeOf(given).status).toBe(status);
  });

  it('says where to look when a worker died without a word', () => {
    expect(outcomeOf(facts({ exitCode: 1 })).error).toMatchObject({
      code: 'E-WORKSPACE-WORKER-ENDED',
      nextStep: expect.stringContaining('output.log') as string,
    });
  });
});
