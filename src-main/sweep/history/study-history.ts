import type { StudyDefinition, Trial, TrialReport } from '#contract/sweeps';
import { ENDED_TRIAL_STATES } from '#contract/sweeps';
import { SortedValues } from './sorted-values';

export type Direction = StudyDefinition['direction'];
/** What is remembered of a study that another one learns from. */
export type WarmTrial = StudyDefinition['warmTrials'][number];

export const isEnded = ({ state }: Trial): boolean => ENDED_TRIAL_STATES.includes(state);

/** Trials that get at least so far, kept in the order of their costs there. */
interface Rung {
  readonly step: number;
  readonly counts: (number: number) => boolean;
  readonly costs: SortedValues;
  readonly members: Set<number>;
}

/**
 * A study's rows as samplers, pruners and rules look at them. Everything in it follows from the rows: one that was built
 * while a study ran equals one that is read back. Objectives are turned into costs, so that less is better everywhere; a
 * value that is no number costs infinity.
 */
export class StudyHistory {
  readonly #trials: Trial[] = [];
  readonly #reports = new Map<number, TrialReport[]>();
  #ended: Trial[] = [];
  #running = 0;
  #steps = new Map<number, SortedValues>();
  #rungs = new Map<string, Rung>();
  #rewrites = 0;

  constructor(
    readonly direction: Direction,
    readonly warmTrials: readonly WarmTrial[] = [],
  ) {}

  /** @param trials by number, none missing; @param reports by trial, in the order in which they were judged */
  static from(
    direction: Direction,
    trials: readonly Trial[],
    reports: ReadonlyMap<number, readonly TrialReport[]>,
    warmTrials: readonly WarmTrial[] = [],
  ): StudyHistory {
    const history = new StudyHistory(direction, warmTrials);
    for (const trial of trials) history.put({ ...trial, state: 'running', endedAs: null });
    for (const [number, list] of reports) for (const report of list) history.report(number, report);
    const inOrder = trials.filter(isEnded).sort((a, b) => a.endedAs! - b.endedAs!);
    for (const trial of [...inOrder, ...trials.filter((entry) => !isEnded(entry))]) history.put(trial);
    return history;
  }

  /** By number. */
  get trials(): readonly Trial[] {
    return this.#trials;
  }

  /** In the order in which they ended. */
  get ended(): readonly Trial[] {
    return this.#ended;
  }

  get runningCount(): number {
    return this.#running;
  }

  /** Counts how often a trial was put back: what was worked out from the ended ones before is void then. */
  get rewrites(): number {
    return this.#rewrites;
  }

  /** Place that the next ending trial gets, from 1. Places are not given twice. */
  get nextEnding(): number {
    return 1 + Math.max(this.#ended.at(-1)?.endedAs ?? 0, this.#trials.at(-1)?.askedAfter ?? 0);
  }

  cost(value: number | null): number {
    if (value === null || !Number.isFinite(value)) return Number.POSITIVE_INFINITY;
    return this.direction === 'minimize' ? value : -value;
  }

  /** Back from a cost to what was measured. */
  measured(cost: number): number {
    return this.direction === 'minimize' ? cost : -cost;
  }

  reportsOf(number: number): readonly TrialReport[] {
    return this.#reports.get(number) ?? [];
  }

  /** The finished trial of least cost, the earliest of equals; undefined before there is one. Failed ones never are. */
  get best(): Trial | undefined {
    let best: Trial | undefined;
    for (const trial of this.#ended) {
      if (trial.state !== 'done' || trial.objective === null) continue;
      if (!best || this.cost(trial.objective) < this.cost(best.objective)) best = trial;
    }
    return best;
  }

  /** Adds a trial, or replaces the one of its number. */
  put(trial: Trial): void {
    const before = this.#trials[trial.number];
    this.#trials[trial.number] = trial;
    this.#running += Number(trial.state === 'running') - Number(before?.state === 'running');
    if (before && isEnded(before)) this.#rewrite(trial);
    else if (isEnded(trial)) this.#end(trial);
  }

  /** Adds what the pruner saw at one step of a trial. */
  report(number: number, report: TrialReport): void {
    const list = this.#reports.get(number) ?? [];
    this.#reports.set(number, list);
    list.push(report);
    for (const rung of this.#rungs.values()) enter(rung, number, report.step, this.cost(report.value));
  }

  /** Costs at one step of the finished trials that reported it, least first. */
  finishedCostsAt(step: number): readonly number[] {
    return this.#steps.get(step)?.values ?? [];
  }

  /**
   * Costs of the trials at their first report at or after a step, least first; running trials count.
   * @param group names the trials that `counts` lets in
   */
  costsReaching(step: number, group: string, counts: (number: number) => boolean): readonly number[] {
    const key = `${group}/${step}`;
    const known = this.#rungs.get(key);
    if (known) return known.costs.values;
    const rung: Rung = { step, counts, costs: new SortedValues(), members: new Set() };
    this.#rungs.set(key, rung);
    for (const [number, list] of this.#reports)
      for (const report of list) enter(rung, number, report.step, this.cost(report.value));
    return rung.costs.values;
  }

  #end(trial: Trial): void {
    this.#ended.push(trial);
    if (trial.state !== 'done') return;
    for (const { step, value } of this.reportsOf(trial.number)) {
      const costs = this.#steps.get(step) ?? new SortedValues();
      this.#steps.set(step, costs);
      costs.add(this.cost(value));
    }
  }

  // A trial was put back: what it said is forgotten, and everything that counted it is counted anew.
  #rewrite(trial: Trial): void {
    this.#rewrites += 1;
    this.#reports.delete(trial.number);
    this.#steps = new Map();
    this.#rungs = new Map();
    const others = this.#ended.filter(({ number }) => number !== trial.number);
    this.#ended = [];
    for (const other of others) this.#end(other);
  }
}

function enter(rung: Rung, number: number, step: number, cost: number): void {
  if (step < rung.step || rung.members.has(number) || !rung.counts(number)) return;
  rung.members.add(number);
  rung.costs.add(cost);
}
