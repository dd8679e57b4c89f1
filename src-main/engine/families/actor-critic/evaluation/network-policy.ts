import type { ForwardPass } from '../../../backend/executor';
import type { LogitPolicy } from '../../../environments/territory/policy';
import { Yielder } from '../../../trainer/yielder';
import { PositionInputs } from '../rollout/position-inputs';
import { FrameHistory } from './frame-history';

/**
 * A network as a player. Its log probabilities serve as logits.
 * @param rows games side by side; every pass has this size, so that a compiled one is compiled once
 */
export function networkPolicy(forward: ForwardPass, rows: number, frames: number): LogitPolicy {
  const inputs = new PositionInputs(rows, frames);
  const history = new FrameHistory(rows, frames);
  const yielder = new Yielder();
  return {
    name: 'network',
    async logits(input, out) {
      history.write(input, inputs);
      const outputs = await forward.run(inputs.tensors());
      out.set((outputs['log_probabilities']!.data as Float32Array).subarray(0, out.length));
      await yielder.pause();
    },
  };
}
