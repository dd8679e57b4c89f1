import type { CommandId } from '#contract/commands';

export interface CommandHandler {
  readonly run: () => void;
  readonly enabled: boolean;
  /** What the command will act on: `A6 full, seed 42`. */
  readonly target?: string;
}

/** Handlers by command; the last one that was put in answers. */
export type CommandHandlers = ReadonlyMap<CommandId, readonly CommandHandler[]>;

/** @returns the handlers with one more */
export function addHandler(handlers: CommandHandlers, id: CommandId, handler: CommandHandler): CommandHandlers {
  return new Map(handlers).set(id, [...(handlers.get(id) ?? []), handler]);
}

/** @returns the handlers without this one */
export function removeHandler(handlers: CommandHandlers, id: CommandId, handler: CommandHandler): CommandHandlers {
  const rest = (handlers.get(id) ?? []).filter((other) => other !== handler);
  const next = new Map(handlers);
  if (rest.length === 0) next.delete(id);
  else next.set(id, rest);
  return next;
}

/** @returns the handler that answers now: the newest, when it is enabled */
export function activeHandler(handlers: CommandHandlers, id: CommandId): CommandHandler | null {
  const newest = handlers.get(id)?.at(-1);
  return newest !== undefined && newest.enabled ? newest : null;
}
