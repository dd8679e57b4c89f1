import { stringify } from 'yaml';
import type { Checkpoint, RunDetail } from '#contract/run-detail';
import type { CheckpointRecord } from '../../store/repositories/checkpoint-repository';
import type { Store } from '../../store/store';
import type { RunFolders } from './run-folders';

/** @returns a checkpoint as screens show it, with an id for each role and one for its step */
export function toCheckpoint(record: CheckpointRecord, folders: RunFolders): Checkpoint {
  const { runId, folder, step, epoch, roles, bytes, metrics, createdAt } = record;
  const ids = [...roles, String(step)].map((name) => `${runId}:${name}`);
  return {
    runId,
    folder: folders.checkpoint(runId, folder),
    ids,
    roles: [...roles],
    step,
    epoch,
    bytes,
    metrics: { ...metrics },
    createdAt,
  };
}

/** @returns everything the screen of one run shows */
export function readRunDetail(store: Store, folders: RunFolders, runId: string): RunDetail {
  const key = store.runs.keyOf(runId);
  const { config, source, codeVersion } = store.runs.config(runId);
  return {
    summary: store.runs.summary(runId),
    configYaml: stringify(config),
    checkpoints: store.checkpoints.list(key).map((record) => toCheckpoint(record, folders)),
    diagnostics: [...store.diagnostics.list(key)],
    attempts: [...store.attempts.list(key)],
    series: [...store.metrics.list(key)],
    snapshots: [...store.snapshots.names(key)],
    steps: [...store.runSteps.list(key)],
    source: { name: source.name, fingerprint: source.fingerprint },
    codeVersion,
    parameters: store.runs.document(key, 'parameters'),
    phase: store.runs.document(key, 'phase'),
    folder: folders.folder(runId),
  };
}
