import type { SamplerConfig } from '#contract/config/sweep';
import type { Parameters } from '#contract/sweeps';
import type { StudyHistory } from '../history/study-history';
import { keyedRandom } from '../random/trial-random';
import type { NumericDimension } from '../space/dimension';
import type { SearchSpace } from '../space/search-space';
import { CmaEsState, type CostedPoint } from './cma-es-state';
import type { SamplerFactory } from './sampler';
import { parametersAt } from './uniform-parameters';

type CmaEsConfig = Extract<SamplerConfig, { kind: 'cma-es' }>;

interface Axis {
  readonly name: string;
  readonly dimension: NumericDimension;
}

/** Numbers that always count; a covariance with values that are sometimes not there means nothing. */
const axesOf = (space: SearchSpace): readonly Axis[] =>
  space.parameters.flatMap(({ name, dimension, condition }) =>
    condition === null && dimension.kind === 'numeric' ? [{ name, dimension }] : [],
  );

/** The state after some of the endings, and the generation that trials chosen after each of them belong to. */
class Progress {
  readonly state: CmaEsState;
  /** Place of an ending to the number of generations complete with it. */
  readonly #generations = new Map<number, number>([[0, 0]]);
  #pool: CostedPoint[] = [];
  #generation = 0;
  #next = 0;
  #last = 0;

  constructor(
    config: CmaEsConfig,
    private readonly axes: readonly Axis[],
    private readonly history: StudyHistory,
    readonly rewrites: number,
  ) {
    this.state = new CmaEsState(this.#start(), config.initial_sigma, config.population);
  }

  /** Takes in the endings that it has not seen. */
  follow(): void {
    const { ended } = this.history;
    for (; this.#next < ended.length; this.#next += 1) {
      const trial = ended[this.#next]!;
      // A trial of an earlier generation came too late: the distribution that it was drawn from is gone.
      if (this.#generationAfter(trial.askedAfter) === this.#generation)
        this.#pool.push({ point: this.#pointOf(trial.parameters), cost: this.history.cost(trial.objective) });
      if (this.#pool.length >= this.state.population) {
        this.state.update(this.#pool);
        this.#pool = [];
        this.#generation += 1;
      }
      this.#last = trial.endedAs!;
      this.#generations.set(this.#last, this.#generation);
    }
  }

  #generationAfter(ending: number): number {
    for (let place = Math.min(ending, this.#last); place > 0; place -= 1) {
      const known = this.#generations.get(place);
      if (known !== undefined) return known;
    }
    return 0;
  }

  // The best of an earlier study, where there is one; else the middle.
  #start(): Float64Array {
    const cost = (warm: { readonly objective: number }): number => this.history.cost(warm.objective);
    const [best] = [...this.history.warmTrials].sort((a, b) => cost(a) - cost(b));
    return best ? this.#pointOf(best.parameters) : new Float64Array(this.axes.length).fill(0.5);
  }

  #pointOf(parameters: Parameters): Float64Array {
    return Float64Array.from(this.axes, ({ name, dimension }) => dimension.position(parameters[name] as number));
  }
}

/**
 * CMA-ES over the numbers of a space; lists of choices and parameters under a condition are drawn evenly, as Optuna does.
 * Generations follow from the order of the endings, so that trials may run in parallel and a study may be taken up again.
 */
export const createCmaEsSampler: SamplerFactory<CmaEsConfig> = (config, space) => {
  const axes = axesOf(space);
  const known = new WeakMap<StudyHistory, Progress>();
  const progressOf = (history: StudyHistory): Progress => {
    const before = known.get(history);
    if (before?.rewrites === history.rewrites) return before;
    const progress = new Progress(config, axes, history, history.rewrites);
    known.set(history, progress);
    return progress;
  };
  return {
    suggest(history, number) {
      const random = keyedRandom(config.seed, number);
      const progress = progressOf(history);
      progress.follow();
      const point = progress.state.sample(random);
      const positions = new Map(axes.map(({ name }, index) => [name, point[index]!]));
      return parametersAt(space, (index) => positions.get(space.parameters[index]!.name) ?? random());
    },
  };
};
