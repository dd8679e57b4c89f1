import type { RunStatus } from '#contract/runs';
import { RESUMABLE_STATUSES } from '#contract/runs';
import type { RequestName } from '#contract/channels';
import type { CommandId } from '#contract/commands';
import type { IconName } from '../../ui/icon';

/** Something that can be done to a run in its present state. */
export interface RunAction {
  readonly label: string;
  readonly icon: IconName;
  readonly request: Extract<RequestName, 'runs:pause' | 'runs:continue' | 'runs:stop' | 'runs:resume'>;
  readonly command: CommandId;
}

const PAUSE: RunAction = { label: 'Pause', icon: 'pause', request: 'runs:pause', command: 'run.pause' };
const CONTINUE: RunAction = { label: 'Continue', icon: 'play', request: 'runs:continue', command: 'run.continue' };
const STOP: RunAction = { label: 'Stop', icon: 'stop', request: 'runs:stop', command: 'run.stop' };
const RESUME: RunAction = { label: 'Resume', icon: 'play', request: 'runs:resume', command: 'run.resume' };

export const RUN_ACTIONS: readonly RunAction[] = [PAUSE, CONTINUE, STOP, RESUME];

/** @returns what makes sense now, in the order of the buttons */
export function actionsFor(status: RunStatus): readonly RunAction[] {
  if (status === 'running') return [PAUSE, STOP];
  if (status === 'paused') return [CONTINUE, STOP];
  if (status === 'queued') return [STOP];
  return RESUMABLE_STATUSES.includes(status) ? [RESUME] : [];
}
