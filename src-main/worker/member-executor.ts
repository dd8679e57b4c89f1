import type { Executor } from '../engine/backend/executor';

/**
 * An executor as one of the seeds sees it that share it. Their training steps take turns: threads that share a batch must be
 * done with one before they get the next.
 * @returns an executor whose `dispose` frees nothing
 */
export function memberExecutor(executor: Executor): Executor {
  const { id, version, threads } = executor;
  let last: Promise<unknown> = Promise.resolve();
  return {
    id,
    version,
    threads,
    training(loss, parameters, cut) {
      const step = executor.training(loss, parameters, cut);
      return {
        run(inputs) {
          const result = last.then(() => step.run(inputs));
          // The error of one seed's step is told to that seed.
          last = result.catch(() => {});
          return result;
        },
        dispose: () => step.dispose(),
      };
    },
    forward: (forward, parameters) => executor.forward(forward, parameters),
    dispose: () => Promise.resolve(),
  };
}
