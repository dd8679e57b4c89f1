import { Icon } from './icon';
import { IconButton } from './icon-button';
import { Button } from './button';
import './toast.css';

export interface ToastItem {
  readonly id: number;
  readonly tone: 'ok' | 'warn' | 'bad' | 'idle';
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const ICONS = { ok: 'status-done', warn: 'warning', bad: 'status-failed', idle: 'info' } as const;

/** Notices at the lower edge, spoken politely. They stay until they are closed or their time is over. */
export function ToastStack({
  toasts,
  onDismiss,
}: {
  readonly toasts: readonly ToastItem[];
  readonly onDismiss: (id: number) => void;
}) {
  return (
    <div className="toast-stack" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className="toast">
          <Icon name={ICONS[toast.tone]} className={`tone-${toast.tone}`} />
          <div className="grow">
            <p className="medium">{toast.title}</p>
            {toast.detail !== undefined && <p className="text-2">{toast.detail}</p>}
          </div>
          {toast.action !== undefined && (
            <Button
              size="small"
              onClick={() => {
                toast.action?.run();
                onDismiss(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton icon="close" label="Close this notice" onClick={() => onDismiss(toast.id)} />
        </div>
      ))}
    </div>
  );
}
