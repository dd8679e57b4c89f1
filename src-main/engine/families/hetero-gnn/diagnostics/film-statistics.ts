import type { ParameterStore } from '../../../backend/parameter-store';
import type { InningsGraph } from '../data/innings-graph';
import { CONTEXT_OFFSETS, CONTEXT_WIDTH, CONTEXT_WIDTHS } from '../features/context-layout';
import type { NetworkShape } from '../network/network-shape';
import { filmName } from '../operators/exact-parameters';

/** How far FiLM of the query's last layer has moved from the identity, over the moments of one innings. */
export interface FilmStatistics {
  /** Mean |gamma - 1|. */
  readonly gamma: number;
  /** Mean |beta|. */
  readonly beta: number;
  /** Standard deviation of gamma over the moments, mean over the columns: 0 = the same whatever the phase. */
  readonly spread: number;
}

/** @returns null without FiLM */
export function filmStatistics(
  shape: NetworkShape,
  parameters: ParameterStore,
  graph: InningsGraph,
): FilmStatistics | null {
  if (shape.film.length === 0) return null;
  const name = filmName(shape.layers - 1, 'query');
  const moments = Array.from({ length: graph.length }, (_, moment) => {
    const hidden = product(parameters, `${name}.0`, conditionAt(shape, graph, moment)).map(gelu);
    return { gamma: product(parameters, `${name}.gamma`, hidden), beta: product(parameters, `${name}.beta`, hidden) };
  });
  return {
    gamma: mean(moments.map(({ gamma }) => mean(gamma.map((value) => Math.abs(value - 1))))),
    beta: mean(moments.map(({ beta }) => mean(beta.map(Math.abs)))),
    spread: mean(moments[0]!.gamma.map((_, column) => deviation(moments.map(({ gamma }) => gamma[column]!)))),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function conditionAt({ film }: NetworkShape, { context }: InningsGraph, moment: number): number[] {
  return film.flatMap((node) => {
    const start = moment * CONTEXT_WIDTH + CONTEXT_OFFSETS[node];
    return [...context.subarray(start, start + CONTEXT_WIDTHS[node])];
  });
}

function product(parameters: ParameterStore, name: string, input: readonly number[]): number[] {
  const weight = parameters.value(`${name}.weight`);
  const bias = parameters.value(`${name}.bias`);
  return Array.from(bias, (start, column) =>
    input.reduce((sum, value, row) => sum + value * weight[row * bias.length + column]!, start),
  );
}

const gelu = (x: number): number => 0.5 * x * (1 + errorFunction(x / Math.SQRT2));

/** Abramowitz and Stegun (1964), formula 7.1.26: error below 1.5e-7, plenty for a statistic. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}
