import { evaluatedSnapshot } from '#contract/run-detail';
import { exampleStudy, exampleTrial } from '../support/sweep-trials';
import { exampleRunConfig } from '../support/workspace-run-config';
import { describeRepository } from './repository-suite';

const time = 1_700_000_000_000;
const STUDY_PROGRESS = {
  status: 'running',
  stoppedBy: null,
  error: null,
  judgedFrom: 0,
  endedAt: null,
  stopRequested: false,
} as const;

describeRepository({
  name: 'runs',
  write: (store, _run, n) =>
    void store.runs.insert({ config: exampleRunConfig(n + 10), groupKey: 'g', status: 'queued', supervisor: null }),
  read: (store) => store.runs.changedSince(0).length,
  belongsToRun: false,
});
describeRepository({
  name: 'attempts',
  write: (store, run, n) => store.attempts.add(run, n + 1),
  read: (store, run) => store.attempts.list(run).filter(({ attempt }) => attempt > 1),
  belongsToRun: true,
});
describeRepository({
  name: 'metrics',
  write: (store, run, n) => store.metrics.insert(run, store.metrics.seriesId('train', 'loss'), 1, n, n, 1, n / 3),
  read: (store, run) => store.metrics.points(run, 'train', 'loss'),
  belongsToRun: true,
});
describeRepository({
  name: 'logs',
  write: (store, run, n) => store.logs.insert(run, { attempt: 1, seq: n, time, level: 'info', message: `line ${n}` }),
  read: (store, run) => store.logs.tail(run, 10),
  belongsToRun: true,
});
describeRepository({
  name: 'diagnostics',
  write: (store, run, n) =>
    store.diagnostics.insert(run, 1, n, {
      id: 'spike',
      severity: 'info',
      message: `${n}`,
      cause: '',
      nextStep: '',
      epoch: n,
      step: n,
      value: null,
    }),
  read: (store, run) => store.diagnostics.list(run),
  belongsToRun: true,
});
describeRepository({
  name: 'checkpoints',
  write: (store, run, n) =>
    store.checkpoints.save(run, 1, {
      kind: 'checkpoint',
      seq: n,
      time,
      folder: `${n}-a`,
      step: n,
      epoch: n,
      roles: ['last'],
      bytes: n,
      metrics: { loss: 'NaN' },
    }),
  read: (store, run) => store.checkpoints.list(run),
  belongsToRun: true,
});
describeRepository({
  name: 'snapshots',
  write: (store, run, n) =>
    store.snapshots.insert(run, 1, { kind: 'snapshot', seq: n, time, name: 'attention', step: n, epoch: n, data: [n] }),
  read: (store, run) => [store.snapshots.names(run), store.snapshots.find(run, 'attention', null)],
  belongsToRun: true,
});
describeRepository({
  name: 'snapshots of evaluations',
  write: (store, run, n) =>
    store.snapshots.replaceEvaluated(run, evaluatedSnapshot('forecast', 'test'), { step: n, epoch: n, data: [n] }),
  read: (store, run) => store.snapshots.find(run, 'forecast.evaluated.test', null),
  belongsToRun: true,
});
describeRepository({
  name: 'drafts',
  write: (store, _run, n) =>
    store.drafts.save({ path: `configs/${n}.yaml`, text: `${n}`, line: n, column: 1, savedAt: time }),
  read: (store) => store.drafts.paths().map((path) => store.drafts.find(path)),
  belongsToRun: false,
});
describeRepository({
  name: 'sources',
  write: (store, _run, n) =>
    store.sources.save({ name: `source-${n}`, kind: 'deep-set-ranker', path: '/data', addedAt: time }),
  read: (store) => store.sources.list(),
  belongsToRun: false,
});
describeRepository({
  name: 'trash',
  write: (store, _run, n) =>
    store.trash.save({
      token: `t${n}`,
      originalPath: 'configs/a.yaml',
      storedPath: 'configs/.trash/a.yaml',
      trashedAt: time,
    }),
  read: (store) => [1, 2].map((n) => store.trash.find(`t${n}`)),
  belongsToRun: false,
});
describeRepository({
  name: 'steps of pipelines',
  write: (store, run, n) =>
    store.runSteps.apply(run, 1, {
      kind: 'step',
      seq: n,
      time,
      name: `Step ${n}`,
      state: 'started',
      exitCode: null,
      durationMs: null,
      cached: false,
    }),
  read: (store, run) => store.runSteps.list(run),
  belongsToRun: true,
});
describeRepository({
  name: 'studies',
  write: (store, _run, n) =>
    void store.studies.insert({ ...exampleStudy(), studyId: `s-000000000${n}` }, STUDY_PROGRESS, null),
  read: (store) => store.studies.list(),
  belongsToRun: false,
});
describeRepository({
  name: 'trials',
  write: (store, _run, n) => {
    const [study] = store.studies.list();
    const key = study?.key ?? store.studies.insert(exampleStudy(), STUDY_PROGRESS, null);
    store.trials.put(key, exampleTrial(n));
    store.trials.insertReport(key, n, { step: 1, value: n, decision: 'continue', reason: '' });
  },
  read: (store) => store.studies.list().map(({ key }) => [store.trials.list(key), [...store.trials.reports(key)]]),
  belongsToRun: false,
});
describeRepository({
  name: 'ladder decisions',
  write: (store, _run, n) =>
    store.ladders.addDecision('cricket', 'base', {
      by: 'rule',
      choose: 'base',
      because: `reason ${n}`,
      note: '',
      numbers: [],
      settings: [],
      evidence: [],
      wrote: 'configs/experiments/next.yaml',
      decidedAt: time + n,
    }),
  read: (store) => store.ladders.decisions('cricket', 'base'),
  belongsToRun: false,
});
describeRepository({
  name: 'overruled ladder items',
  write: (store, _run, n) =>
    store.ladders.setOverrule({ ladder: 'cricket', stage: 'base', item: 'trained' }, `note ${n}`, time + n),
  read: (store) => store.ladders.overrule({ ladder: 'cricket', stage: 'base', item: 'trained' }),
  belongsToRun: false,
});
describeRepository({
  name: 'remembered ladder evidence',
  write: (store, _run, n) =>
    store.ladders.remember({ ladder: 'cricket', stage: 'base', item: 'trained' }, [`r-000000000${n}`]),
  read: (store) => store.ladders.remembered({ ladder: 'cricket', stage: 'base', item: 'trained' }),
  belongsToRun: false,
});
describeRepository({
  name: 'ladder records',
  write: (store, _run, n) =>
    store.ladders.addRecord(
      { ladder: 'cricket', stage: 'full', item: 'saved' },
      {
        kind: 'evaluation',
        runId: 'r-0000000001',
        checkpoint: 'r-0000000001:last',
        metric: 'validation.loss',
        stored: n,
        measured: n,
        createdAt: time,
      },
    ),
  read: (store) => store.ladders.records({ ladder: 'cricket', stage: 'full', item: 'saved' }),
  belongsToRun: false,
});
