/** What a person or the system asks of a running training. */
export type ControlRequest =
  | { readonly kind: 'run' }
  | { readonly kind: 'pause' }
  /** Checkpoint and end; `reason` says who asked. */
  | { readonly kind: 'stop'; readonly reason: 'stopped_by_user' | 'interrupted' };

/** Looked at between steps. */
export interface RunControl {
  readonly request: ControlRequest;
  /** Resolves when the request is no longer `pause`. */
  whenNotPaused(): Promise<void>;
}

/** A control that never asks for anything. */
export const UNDISTURBED: RunControl = { request: { kind: 'run' }, whenNotPaused: () => Promise.resolve() };
