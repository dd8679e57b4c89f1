import type { ChosenExecutor } from '../choose-executor';
import type { Executor } from '../executor';
import { JointSteps } from './joint-steps';
import { SeedRendezvous } from './seed-rendezvous';

/** An executor that several seeds of one configuration train on. */
export interface SharedExecutor {
  /** The executor as one seed sees it; its `dispose` frees nothing, for others may still train. */
  readonly member: Executor;
  /** Frees the executor; every seed must have disposed of its steps. */
  dispose(): Promise<void>;
}

/**
 * Shares an executor among seeds: one set of loaded graphs, and training steps that are computed in one call where that is
 * faster. Threads that share batches have their own way to be busy: such steps stay apart.
 * @param onChoice told in words what was measured
 */
export function shareExecutor(
  { executor, parallel }: Pick<ChosenExecutor, 'executor' | 'parallel'>,
  onChoice: (message: string) => void,
): SharedExecutor {
  const rendezvous = new SeedRendezvous(new JointSteps(executor, onChoice));
  const { id, version, threads } = executor;
  const member: Executor = {
    id,
    version,
    threads,
    training: (loss, parameters, cut) => {
      const alone = executor.training(loss, parameters, cut);
      return parallel === 'batch' ? alone : rendezvous.join({ alone, model: { loss, parameters } });
    },
    forward: (forward, parameters) => executor.forward(forward, parameters),
    dispose: () => Promise.resolve(),
  };
  return { member, dispose: () => executor.dispose() };
}
