import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { CommandId } from '#contract/commands';
import {
  activeHandler,
  addHandler,
  removeHandler,
  type CommandHandler,
  type CommandHandlers,
} from './command-handlers';

interface CommandState {
  readonly handlers: CommandHandlers;
}

export const useCommandStore = create<CommandState>(() => ({ handlers: new Map() }));

/**
 * Says what a command does while the calling part is on the screen. Menus, palette and shortcuts all come here.
 *
 * @param id      a command of the contract
 * @param handler what it does now
 * @param enabled false: listed nowhere and without effect
 * @param target  what it will act on, shown in the palette
 */
export function useCommand(
  id: CommandId,
  handler: () => void,
  { enabled = true, target }: { readonly enabled?: boolean; readonly target?: string | undefined } = {},
): void {
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => {
    const entry: CommandHandler = {
      run: () => newest.current(),
      enabled,
      ...(target === undefined ? {} : { target }),
    };
    useCommandStore.setState(({ handlers }) => ({ handlers: addHandler(handlers, id, entry) }));
    return () => useCommandStore.setState(({ handlers }) => ({ handlers: removeHandler(handlers, id, entry) }));
  }, [id, enabled, target]);
}

/**
 * Runs a command as if its menu item was chosen.
 *
 * @returns false when nothing on the screen answers to it
 */
export function runCommand(id: CommandId): boolean {
  const handler = activeHandler(useCommandStore.getState().handlers, id);
  handler?.run();
  return handler !== null;
}
