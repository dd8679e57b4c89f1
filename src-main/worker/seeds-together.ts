import type { ChosenExecutor } from '../engine/backend/choose-executor';
import type { Executor } from '../engine/backend/executor';
import { shareExecutor, type SharedExecutor } from '../engine/backend/seeds/shared-executor';
import { SharedValues } from '../engine/families/shared-values';
import type { RunReporter } from '../engine/trainer/run-reporter';
import type { EngineRecord } from '#contract/runs';

/** An executor and how it was chosen. */
type Selected = ChosenExecutor & { readonly engine: EngineRecord };

/** How one seed gets at its executor. */
export interface MemberExecutor {
  readonly executor: Executor;
  readonly engine: EngineRecord;
}

/** What the seeds in one worker share: prepared data, the executor, and the calls that compute their steps. */
export class SeedsTogether {
  readonly values = new SharedValues();
  private readonly executors = new SharedValues();
  private readonly reporters = new Set<RunReporter>();
  private readonly shared: SharedExecutor[] = [];

  /** @returns what ends the seed's part */
  join(reporter: RunReporter): () => void {
    this.reporters.add(reporter);
    return () => void this.reporters.delete(reporter);
  }

  /**
   * The executor of all seeds that make the same choice: the first one's.
   * @param choice what the choice depends on besides the configuration: what a resumed run began with
   */
  async executor(choice: string, select: () => Promise<Selected>): Promise<MemberExecutor> {
    return this.executors.of(choice, async () => {
      const selected = await select();
      const shared = shareExecutor(selected, (message) => this.log('info', message));
      this.shared.push(shared);
      return { executor: shared.member, engine: selected.engine };
    });
  }

  /** Says something in the logs of all seeds that train. */
  log(level: 'info' | 'warning', message: string): void {
    for (const reporter of this.reporters) reporter.report({ kind: 'log', level, message });
  }

  async dispose(): Promise<void> {
    for (const shared of this.shared) await shared.dispose();
  }
}
