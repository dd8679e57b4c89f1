import type { RunEventBody } from '#contract/events';
import type { ControlRequest, RunControl } from '../../src-main/engine/trainer/run-control';

/** @returns a control that interrupts an attempt as soon as so many of its steps were reported; 0: before the first one */
export function stopAfter(steps: number): { control: RunControl; onEvent: (event: RunEventBody) => void } {
  const stop: ControlRequest = { kind: 'stop', reason: 'interrupted' };
  let request: ControlRequest = steps === 0 ? stop : { kind: 'run' };
  let seen = 0;
  return {
    control: {
      get request() {
        return request;
      },
      whenNotPaused: () => Promise.resolve(),
    },
    onEvent: (event) => {
      if (event.kind === 'metrics' && 'step_loss' in event.values && ++seen === steps) request = stop;
    },
  };
}
