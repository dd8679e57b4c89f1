// A scripted stand-in for the worker process, in plain JavaScript so that a bare Node starts it at once. It keeps the contract of
// run folders as the real one does: claim, heartbeat, appended events, checkpoints, result.json. What it "trains" is set by
// environment variables that a test gives.
//
//   FAKE_EPOCHS         epochs of 10 steps (default 5)
//   FAKE_EPOCH_MS       time of an epoch (default 5)
//   FAKE_VALUES         metric values an event carries besides the loss (default 1)
//   FAKE_FAILS          1: every attempt fails with bad input before its first step
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const argument = (name) => process.argv[process.argv.indexOf(name) + 1];
const setting = (name, fallback) => Number(process.env[name] ?? fallback);
const STEPS_PER_EPOCH = 10;
const EPOCHS = setting('FAKE_EPOCHS', 5);
const EPOCH_MS = setting('FAKE_EPOCH_MS', 5);
const VALUES = setting('FAKE_VALUES', 1);
const ENGINE = { executor: 'reference', version: 'fake', threads: 1, choice: 'explicit' };
const PARAMETERS = { total: 10, trainable: 10 };
const BASELINES = { win_rate: { validation: { n: 72, clusters: 36, conference_spearman: 0.876 } } };

const startTime = () => {
  const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
};

function writeJson(file, value) {
  writeFileSync(`${file}.tmp`, JSON.stringify(value));
  renameSync(`${file}.tmp`, file);
}

/** Does a job: answers `check-source`, fails when the source holds a file named `broken`. */
function runJob(folder) {
  const job = JSON.parse(readFileSync(path.join(folder, 'job.json'), 'utf8'));
  process.send?.({ kind: 'progress', message: `working on ${job.kind}`, fraction: 0.5 });
  if (job.kind === 'check-source' && existsSync(path.join(job.path, 'broken'))) {
    writeJson(path.join(folder, 'error.json'), {
      code: 'E-DATA-BROKEN',
      message: 'Line 3 is broken.',
      nextStep: 'Repair it.',
      details: {},
    });
    process.exit(64);
  }
  if (job.kind === 'predict') return void setInterval(() => {}, 1000);
  writeJson(path.join(folder, 'output.json'), {
    fingerprint: 'f00d',
    rows: 3,
    bytes: 30,
    warnings: [],
    facts: [],
    credits: [],
  });
  process.exit(0);
}

function newestCheckpoint(folder) {
  if (!existsSync(folder)) return 0;
  return Math.max(
    0,
    ...readdirSync(folder)
      .filter((name) => existsSync(path.join(folder, name, 'manifest.json')))
      .map((name) => Number(name.split('-')[0])),
  );
}

async function runAttempt() {
  const runFolder = argument('--run');
  const attemptFolder = path.join(runFolder, 'attempts', argument('--attempt'));
  const config = JSON.parse(readFileSync(path.join(runFolder, 'config.json'), 'utf8'));
  mkdirSync(attemptFolder, { recursive: true });
  writeFileSync(
    path.join(attemptFolder, 'claim.json'),
    JSON.stringify({ host: hostname(), pid: process.pid, startTime: startTime(), token: argument('--token') }),
    { flag: 'wx' },
  );
  writeFileSync(path.join(attemptFolder, 'heartbeat'), '');
  const events = path.join(attemptFolder, 'events.jsonl');
  let seq = 0;
  const report = (event) => {
    appendFileSync(events, `${JSON.stringify({ seq, time: Date.now(), ...event })}\n`);
    seq += 1;
    if (process.connected) process.send({ kind: 'more' }, undefined, undefined, () => {});
  };
  let stop = null;
  let isPaused = false;
  process.on('SIGTERM', () => (stop ??= 'interrupted'));
  process.on('message', ({ kind }) => {
    if (kind === 'stop') stop ??= 'stopped_by_user';
    if (kind === 'pause' || kind === 'continue') isPaused = kind === 'pause';
  });
  const asked = () => (existsSync(path.join(runFolder, 'cancel')) ? 'stopped_by_user' : stop);

  const checkpoints = path.join(runFolder, 'checkpoints');
  const from = newestCheckpoint(checkpoints);
  report({
    kind: 'attempt-started',
    pid: process.pid,
    resumedFromStep: from === 0 ? null : from,
    engine: ENGINE,
    totalEpochs: EPOCHS,
    stepsPerEpoch: STEPS_PER_EPOCH,
    parameters: PARAMETERS,
    baselines: BASELINES,
  });

  if (setting('FAKE_FAILS', 0) === 1) {
    const error = { code: 'E-DATA-BROKEN', message: 'Line 3 is broken.', nextStep: 'Repair it.', details: {} };
    report({ kind: 'attempt-ended', exitCode: 64, stopReason: null, error });
    process.exit(64);
  }

  const checkpoint = (step, epoch) => {
    const folder = path.join(checkpoints, `${step}-fake`);
    mkdirSync(folder, { recursive: true });
    writeJson(path.join(folder, 'config.json'), config);
    writeJson(path.join(folder, 'manifest.json'), { step });
    report({
      kind: 'checkpoint',
      folder: `${step}-fake`,
      step,
      epoch,
      roles: ['best-conference_spearman', 'best-loss', 'last'],
      bytes: 100,
      metrics: {},
    });
  };
  // Values follow from the step alone, so that a test can work out what must be there.
  for (let epoch = from / STEPS_PER_EPOCH + 1; epoch <= EPOCHS; epoch += 1) {
    for (let step = (epoch - 1) * STEPS_PER_EPOCH + 1; step <= epoch * STEPS_PER_EPOCH; step += 1) {
      const more = Object.fromEntries(
        Array.from({ length: VALUES }, (_, index) => [`value_${index}`, step * 1000 + index]),
      );
      report({ kind: 'metrics', split: 'train', step, epoch, values: { loss: 1 / step, ...more } });
      await sleep(EPOCH_MS / STEPS_PER_EPOCH);
    }
    const step = epoch * STEPS_PER_EPOCH;
    report({ kind: 'metrics', split: 'validation', step, epoch, values: { conference_spearman: 1 - 1 / epoch } });
    report({ kind: 'log', level: 'info', message: `epoch ${epoch}` });
    checkpoint(step, epoch);
    if (isPaused) {
      report({ kind: 'paused' });
      while (isPaused && !asked()) await sleep(5);
      report({ kind: 'resumed' });
    }
    if (asked() && epoch < EPOCHS) {
      const exitCode = existsSync(path.join(runFolder, 'cancel')) ? 143 : 75;
      report({ kind: 'attempt-ended', exitCode, stopReason: asked(), error: null });
      process.exit(exitCode);
    }
  }
  const result = {
    schemaVersion: 1,
    runId: config.runId,
    status: 'done',
    stopReason: 'completed',
    epochs: EPOCHS,
    steps: EPOCHS * STEPS_PER_EPOCH,
    metrics: { validation: { n: 72, clusters: 36, conference_spearman: 1 - 1 / EPOCHS } },
    best: {
      metric: 'conference_spearman',
      split: 'validation',
      value: 1 - 1 / EPOCHS,
      epoch: EPOCHS,
      checkpointId: `${config.runId}:best-conference_spearman`,
    },
    baselines: BASELINES,
    durationMs: 1234,
    samplesPerSecond: 10,
    peakMemoryBytes: 1000,
    engine: ENGINE,
    diagnostics: [],
    parameters: PARAMETERS,
  };
  const temporary = path.join(runFolder, `result.${process.pid}.tmp`);
  writeFileSync(temporary, JSON.stringify(result));
  linkSync(temporary, path.join(runFolder, 'result.json'));
  rmSync(temporary);
  report({ kind: 'attempt-ended', exitCode: 0, stopReason: 'completed', error: null });
  process.exit(0);
}

if (process.argv.includes('--job')) runJob(argument('--job'));
else await runAttempt();
