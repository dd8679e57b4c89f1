import type { EngineRecord } from '#contract/runs';
import type { ChosenExecutor } from '../engine/backend/choose-executor';
import type { Executor } from '../engine/backend/executor';
import { SharedValues } from '../engine/families/shared-values';
import type { RunReporter } from '../engine/trainer/run-reporter';
import { memberExecutor } from './member-executor';

/** An executor and how it was chosen. */
export type SelectedExecutor = ChosenExecutor & { readonly engine: EngineRecord };

/** What the seeds in one worker share: prepared data, the executor with its loaded graphs, and what is said of them. */
export class SeedsTogether {
  /** What does not depend on the seed, by name. */
  readonly values = new SharedValues();
  private readonly selections = new SharedValues();
  private readonly reporters = new Set<RunReporter>();
  private readonly executors: Executor[] = [];

  /** @returns what ends the seed's part */
  join(reporter: RunReporter): () => void {
    this.reporters.add(reporter);
    return () => void this.reporters.delete(reporter);
  }

  /**
   * The executor of all seeds that make the same choice: that of the first.
   * @param choice what the choice depends on besides the configuration: what a resumed run began with
   * @returns an executor whose `dispose` frees nothing, for others may still train on it
   */
  select(choice: string, select: () => Promise<SelectedExecutor>): Promise<SelectedExecutor> {
    return this.selections.of(choice, async () => {
      const selected = await select();
      this.executors.push(selected.executor);
      return { ...selected, executor: memberExecutor(selected.executor) };
    });
  }

  /** Says something in the logs of all seeds that train. */
  warn(message: string): void {
    for (const reporter of this.reporters) reporter.report({ kind: 'log', level: 'warning', message });
  }

  async dispose(): Promise<void> {
    for (const executor of this.executors) await executor.dispose();
  }
}
