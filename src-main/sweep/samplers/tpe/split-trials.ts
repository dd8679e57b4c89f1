import type { Parameters, Trial } from '#contract/sweeps';
import type { StudyHistory } from '../../history/study-history';
import type { SearchSpace } from '../../space/search-space';

/**
 * A trial's values by place of the parameter in the space: positions of numbers, places of choices; NaN where a parameter did
 * not count.
 */
export type Row = Float64Array;

/** Good trials and the others, each oldest first. */
export interface SplitTrials {
  readonly good: readonly Row[];
  readonly others: readonly Row[];
}

/** @returns how many of the trials count as good: a tenth, at most 25 (Bergstra et al. 2011, section 4; Optuna's default) */
export const goodCount = (ended: number): number => Math.min(25, Math.ceil(0.1 * ended));

/** A trial with its place in the ranking: finished before pruned, pruned later before pruned earlier, failed last. */
interface Ranked {
  readonly row: Row;
  readonly cost: number;
  readonly place: number;
  readonly tier: number;
  readonly step: number;
}

/** @returns the row of some parameters */
export function encode({ parameters }: SearchSpace, values: Parameters): Row {
  return Float64Array.from(parameters, ({ name, dimension }) => {
    const value = values[name];
    if (value === undefined) return Number.NaN;
    return dimension.kind === 'numeric' ? dimension.position(value as number) : dimension.indexOf(value);
  });
}

const compare = (a: Ranked, b: Ranked): number =>
  a.tier - b.tier || b.step - a.step || (a.cost < b.cost ? -1 : a.cost > b.cost ? 1 : a.place - b.place);

/** Inserts into a sorted list, from the end: what comes new mostly belongs there, or is found by halving. */
function insert(list: Ranked[], entry: Ranked, order: (a: Ranked, b: Ranked) => number): void {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (order(list[middle]!, entry) < 0) from = middle + 1;
    else to = middle;
  }
  list.splice(from, 0, entry);
}

const oldestFirst = (a: Ranked, b: Ranked): number => a.place - b.place;

/**
 * The ended trials of a history, kept in order while it grows: sorting ten thousand anew for each trial would cost more than
 * everything else. Comes to the same as starting anew.
 */
class RankedTrials {
  readonly #best: Ranked[] = [];
  readonly #oldest: Ranked[] = [];
  #next = 0;

  constructor(
    private readonly space: SearchSpace,
    private readonly history: StudyHistory,
    readonly rewrites: number,
  ) {
    const { warmTrials } = history;
    warmTrials.forEach(({ parameters, objective }, index) => {
      const row = encode(space, parameters);
      this.#add({ row, cost: history.cost(objective), place: index - warmTrials.length, tier: 0, step: 0 });
    });
  }

  split(): SplitTrials {
    const { ended, trials } = this.history;
    for (; this.#next < ended.length; this.#next += 1) this.#add(this.#rank(ended[this.#next]!));
    const good = this.#best.slice(0, goodCount(this.#best.length)).sort(oldestFirst);
    const isGood = new Set(good);
    const others = this.#oldest.filter((entry) => !isGood.has(entry));
    // Running trials are others: a parallel one is then drawn elsewhere ("constant liar" with the worst value, as in Optuna).
    if (this.history.runningCount > 0) {
      const running = trials.filter(({ state }) => state === 'running');
      for (const { number, parameters } of running)
        insert(others, { row: encode(this.space, parameters), cost: 0, place: number, tier: 3, step: 0 }, oldestFirst);
    }
    return { good: good.map(({ row }) => row), others: others.map(({ row }) => row) };
  }

  #add(entry: Ranked): void {
    insert(this.#best, entry, compare);
    insert(this.#oldest, entry, oldestFirst);
  }

  #rank(trial: Trial): Ranked {
    const cost = this.history.cost(trial.objective);
    const isFailed = trial.state === 'failed' || trial.state === 'masked' || cost === Number.POSITIVE_INFINITY;
    const tier = isFailed ? 2 : trial.state === 'pruned' ? 1 : 0;
    const step = tier === 1 ? (this.history.reportsOf(trial.number).at(-1)?.step ?? 0) : 0;
    return { row: encode(this.space, trial.parameters), cost, place: trial.number, tier, step };
  }
}

/** @returns a function that splits what a history knows into good trials and others */
export function trialSplitter(space: SearchSpace): (history: StudyHistory) => SplitTrials {
  const known = new WeakMap<StudyHistory, RankedTrials>();
  return (history) => {
    let ranked = known.get(history);
    if (ranked?.rewrites !== history.rewrites) {
      ranked = new RankedTrials(space, history, history.rewrites);
      known.set(history, ranked);
    }
    return ranked.split();
  };
}
