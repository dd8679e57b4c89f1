import { DataProblemsError } from '#contract/errors/data-errors';
import type { WorkbenchError } from '#contract/errors/workbench-error';

/** Wrong rows that are named one by one; beyond this they are counted only. */
const NAMED_PROBLEMS = 20;

/**
 * Collects what is wrong with a source, so that a person corrects a file once and not once a row.
 * Nothing is repaired or skipped: a source with one problem is refused.
 */
export class DataProblems {
  private readonly named: WorkbenchError[] = [];
  private total = 0;

  add(problem: WorkbenchError): void {
    this.total += 1;
    if (this.named.length < NAMED_PROBLEMS) this.named.push(problem);
  }

  /** @throws the problem itself when there is one, {@link DataProblemsError} when there are several */
  throwIfAny(): void {
    if (this.total === 0) return;
    throw this.total === 1 ? this.named[0]! : new DataProblemsError(this.named, this.total);
  }
}
