import { describe, expect, it } from 'vitest';
import type { Parameters, StoppedBy, StudyDefinition, Trial } from '#contract/sweeps';
import { StudyHistory } from '../../../../src-main/sweep/history/study-history';
import { putBack, runStudy, type TrainTrial } from '../../../../src-main/sweep/loop/run-study';
import { exampleStudy, instantTraining, memoryLedger } from '../../../support/sweep-trials';

const NEVER = new Promise<void>(() => {});

async function run(
  study: StudyDefinition,
  train: TrainTrial,
  history = new StudyHistory(study.direction),
  judgedFrom = 0,
): Promise<{ readonly stoppedBy: StoppedBy; readonly trials: readonly Trial[]; readonly history: StudyHistory }> {
  const loop = { study, history, train, ledger: memoryLedger(), signal: new AbortController().signal, judgedFrom };
  const stoppedBy = await runStudy({ ...loop, elapsedMs: () => 0, whenChanged: () => NEVER });
  return { stoppedBy, trials: history.trials, history };
}

const dropoutOf = (parameters: Parameters): number => parameters['model_a.dropout'] as number;

describe('the loop of a study', () => {
  it('stops after five when every trial fails, and no failed trial is the best', async () => {
    const { stoppedBy, trials, history } = await run(
      exampleStudy({ limits: { trials: 60 } }),
      instantTraining(() => null),
    );
    expect(trials.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'failed', 'failed']);
    expect(stoppedBy.message).toBe('Stopping sweep: models not learning (5 consecutive poor/invalid trials).');
    expect(history.best).toBeUndefined();
  });

  it('ends at its limit, with the least value as the best when that is what is wanted', async () => {
    const study = exampleStudy({ limits: { trials: 15 } }, 'minimize');
    const { stoppedBy, trials, history } = await run(
      study,
      instantTraining((parameters, number) => (number === 4 ? null : dropoutOf(parameters))),
    );
    expect(stoppedBy.kind).toBe('trials');
    const done = trials.filter(({ state }) => state === 'done');
    expect(done).toHaveLength(14);
    expect(history.best!.objective).toBe(Math.min(...done.map(({ objective }) => objective!)));
    expect(trials[4]).toMatchObject({ state: 'failed', objective: null, error: { step: 'training', exitCode: 1 } });
  });

  it('goes on after a stop by a rule without being stopped by the same trials again', async () => {
    const study = exampleStudy({ limits: { trials: 12 } });
    const first = await run(
      study,
      instantTraining(() => 0),
    );
    expect(first.trials).toHaveLength(5);
    const second = await run(
      study,
      instantTraining(() => 0.9),
      first.history,
      5,
    );
    expect(second.stoppedBy.kind).toBe('trials');
    expect(second.trials).toHaveLength(12);
  });

  it('runs a trial that was put back with the parameters it had, once', async () => {
    const study = exampleStudy({ limits: { trials: 6 } });
    const { history } = await run(
      study,
      instantTraining((_, number) => (number === 2 ? null : 0.5)),
    );
    const failed = history.trials[2]!;
    history.put(putBack(failed));
    const begun: number[] = [];
    const { trials } = await run(
      study,
      (trial, report) => {
        begun.push(trial.number);
        return instantTraining(() => 0.7)(trial, report);
      },
      history,
    );
    expect(begun).toEqual([2]);
    expect(trials[2]).toMatchObject({ state: 'done', objective: 0.7, parameters: failed.parameters });
    expect(trials[2]!.previousRunIds).toEqual([failed.runId]);
    expect(trials[2]!.endedAs).toBe(7);
  });

  it('has no more trials at work than jobs, and none of them shares a run', async () => {
    let atWork = 0;
    let most = 0;
    const study = exampleStudy({ limits: { trials: 20, jobs: 3 } });
    const { trials } = await run(study, async (trial, report) => {
      most = Math.max(most, ++atWork);
      await new Promise((resolve) => setImmediate(resolve));
      atWork -= 1;
      return instantTraining(() => 0.5)(trial, report);
    });
    expect(most).toBe(3);
    expect(new Set(trials.map(({ runId }) => runId)).size).toBe(20);
  });

  it('chooses the same trials again from rows that are read back at any point', async () => {
    const study = exampleStudy({ limits: { trials: 30 } }, 'minimize');
    const objective = (parameters: Parameters): number => (dropoutOf(parameters) - 0.2) ** 2;
    const whole = await run(study, instantTraining(objective));
    for (const cut of [0, 1, 9, 10, 17, 29]) {
      const rows = whole.trials.slice(0, cut);
      const history = StudyHistory.from('minimize', rows, new Map());
      const { trials } = await run(study, instantTraining(objective), history);
      expect(trials.map(({ parameters }) => parameters)).toEqual(whole.trials.map(({ parameters }) => parameters));
    }
  });

  it('ends a trial as pruned when its pruner says so, with the last value it had', async () => {
    const study = exampleStudy({ limits: { trials: 3 }, pruner: { kind: 'median', startup_trials: 1 } }, 'minimize');
    const facts = { steps: [], diagnostics: [], startedAt: 0, endedAt: 0, durationMs: 1 };
    const { trials } = await run(study, (trial, report) => {
      const value = trial.number === 1 ? 9 : trial.number;
      const { prunes } = report(1, value);
      return Promise.resolve(
        prunes
          ? { kind: 'pruned', ...facts, objective: value }
          : { kind: 'finished', ...facts, objective: value, metrics: {}, masked: null },
      );
    });
    expect(trials.map(({ state, objective }) => [state, objective])).toEqual([
      ['done', 0],
      ['pruned', 9],
      ['pruned', 2],
    ]);
  });

  it('takes up the trials that its rows call running before it asks for others', async () => {
    const study = exampleStudy({ limits: { trials: 4 } });
    const history = new StudyHistory('maximize');
    const whole = await run(
      study,
      instantTraining(() => 0.5),
    );
    history.put({ ...whole.trials[0]!, state: 'running', objective: null, endedAs: null });
    const begun: string[] = [];
    await run(
      study,
      (trial, report) => {
        begun.push(`${trial.number} ${trial.runId}`);
        return instantTraining(() => 0.5)(trial, report);
      },
      history,
    );
    expect(begun[0]).toBe(`0 ${whole.trials[0]!.runId}`);
    expect(begun).toHaveLength(4);
  });
});
