import { request } from '../../lib/bridge';
import { formatAmount } from '../../lib/format';
import { notify, notifyError } from '../../lib/notices';
import { invalidate } from '../../lib/query';

/** Moves runs to the trash; the notice brings them back. */
export async function trashRuns(runIds: readonly string[]): Promise<void> {
  await request('runs:trash', { runIds: [...runIds] });
  invalidate('runs:list');
  notify({
    tone: 'ok',
    title: `${formatAmount(runIds.length, 'run')} moved to the trash.`,
    action: { label: 'Undo', run: () => void restoreRuns(runIds).catch(notifyError) },
  });
}

/** Brings runs back from the trash. */
export async function restoreRuns(runIds: readonly string[]): Promise<void> {
  await request('runs:restore', { runIds: [...runIds] });
  invalidate('runs:list');
}
