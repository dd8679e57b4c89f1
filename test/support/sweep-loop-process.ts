import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trial } from '#contract/sweeps';
import { storeLedger } from '../../src-main/services/sweeps/study-ledger';
import { readHistory } from '../../src-main/services/sweeps/study-view';
import { Store } from '../../src-main/store/store';
import { runStudy, type TrainTrial } from '../../src-main/sweep/loop/run-study';
import { exampleStudy } from './sweep-trials';

/*
 * The loop of a 60-trial study in a process that a test kills: opens the database of a folder, makes the study when it is not
 * there, and goes on with it. A training is a file named after its run: one that is there is read, so that a second training of
 * the same run fails the process. Arguments: folder, milliseconds of a training.
 */
const [folder = '', milliseconds = '0'] = process.argv.slice(2);
const store = Store.open(path.join(folder, 'assay.db'));
const study = exampleStudy({ limits: { trials: 60 }, pruner: { kind: 'median', startup_trials: 4 } }, 'minimize');
if (store.studies.list().length === 0)
  store.studies.insert(
    study,
    { status: 'running', stoppedBy: null, error: null, judgedFrom: 0, endedAt: null, stopRequested: false },
    null,
  );
const record = store.studies.find(study.studyId);

const objectiveOf = ({ parameters, number }: Trial): number => {
  const rate = Math.log10(parameters['model_a.learning_rate'] as number);
  return (rate + 3.5) ** 2 + ((parameters['model_a.dropout'] as number) - 0.2) ** 2 + (number % 7) / 1000;
};
const STEPS = 3;

const train: TrainTrial = async (trial, report) => {
  const file = path.join(folder, `${trial.runId}.result`);
  const facts = { steps: [], diagnostics: [], startedAt: 0, endedAt: 0, durationMs: 1 };
  const objective = objectiveOf(trial);
  const known = store.trials.lastReport(record.key, trial.number);
  let isPruned = known?.decision === 'prune';
  for (let step = (known?.step ?? 0) + 1; step <= STEPS && !isPruned; step += 1) {
    await sleep(Number(milliseconds) / STEPS);
    isPruned = report(step, objective + 1 / step).prunes;
  }
  if (isPruned) return { kind: 'pruned', ...facts, objective: objective + 1 };
  if (!existsSync(file)) {
    // Whole or not there, as result.json is: a link fails where a second training of the same run has made it.
    writeFileSync(`${file}.tmp`, String(objective));
    linkSync(`${file}.tmp`, file);
    rmSync(`${file}.tmp`);
  }
  return { kind: 'finished', ...facts, objective: Number(readFileSync(file, 'utf8')), metrics: {}, masked: null };
};

process.stdout.write('working\n');
await runStudy({
  study,
  history: readHistory(store, record),
  ledger: storeLedger(store, record.key),
  train,
  signal: new AbortController().signal,
  judgedFrom: 0,
  elapsedMs: () => 0,
  whenChanged: () => new Promise(() => {}),
});
store.close();
