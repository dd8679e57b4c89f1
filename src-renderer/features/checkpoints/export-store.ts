import { create } from 'zustand';
import type { RequestInput, RequestOutput } from '#contract/channels';
import { request } from '../../lib/bridge';
import { notify } from '../../lib/notices';

/** The newest export of a checkpoint; it goes on when another row is selected or another screen is opened. */
export type ExportState =
  | { readonly kind: 'running'; readonly startedAt: number }
  | { readonly kind: 'done'; readonly output: RequestOutput<'checkpoints:export'>; readonly durationMs: number }
  | { readonly kind: 'failed'; readonly error: Error };

export const useExportStore = create<{ readonly exports: Readonly<Record<string, ExportState>> }>(() => ({
  exports: {},
}));

const put = (checkpointId: string, state: ExportState): void =>
  useExportStore.setState(({ exports }) => ({ exports: { ...exports, [checkpointId]: state } }));

/** Writes the files, reads each back and compares the model on real inputs. Errors end up in the state. */
export async function startExport(input: RequestInput<'checkpoints:export'>): Promise<void> {
  const startedAt = Date.now();
  put(input.checkpointId, { kind: 'running', startedAt });
  try {
    const output = await request('checkpoints:export', input);
    put(input.checkpointId, { kind: 'done', output, durationMs: Date.now() - startedAt });
    notify({ tone: 'ok', title: 'Checkpoint exported', detail: `${input.checkpointId} to ${input.directory}` });
  } catch (error) {
    put(input.checkpointId, { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
  }
}
