import { expect, it } from 'vitest';
import {
  activeHandler,
  addHandler,
  removeHandler,
  type CommandHandler,
  type CommandHandlers,
} from '../../../../src-renderer/lib/command-handlers';

const handler = (enabled = true): CommandHandler => ({ run: () => undefined, enabled });
const none: CommandHandlers = new Map();

it('lets the newest part on the screen answer, and the older one again when it is gone', () => {
  const frame = handler();
  const screen = handler();
  const both = addHandler(addHandler(none, 'run.stop', frame), 'run.stop', screen);
  expect(activeHandler(both, 'run.stop')).toBe(screen);
  expect(activeHandler(removeHandler(both, 'run.stop', screen), 'run.stop')).toBe(frame);
});

it('does not fall through a handler that is not enabled', () => {
  const both = addHandler(addHandler(none, 'run.stop', handler()), 'run.stop', handler(false));
  expect(activeHandler(both, 'run.stop')).toBeNull();
});

it('forgets a command whose last handler is gone', () => {
  const only = handler();
  expect(removeHandler(addHandler(none, 'run.stop', only), 'run.stop', only).size).toBe(0);
});
