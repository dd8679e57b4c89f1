import { notifyError } from './notices';
import { updateSettings } from './settings';
import { setPeek } from './slots';

/** Makes the inspector visible, also in a window that is too narrow for it beside main. */
export async function openInspector(): Promise<void> {
  setPeek('inspector');
  await updateSettings({ inspectorOpen: true }).catch(notifyError);
}

/** Folds the inspector. */
export async function closeInspector(): Promise<void> {
  setPeek(null);
  await updateSettings({ inspectorOpen: false }).catch(notifyError);
}
