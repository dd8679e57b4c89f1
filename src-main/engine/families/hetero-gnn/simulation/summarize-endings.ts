import type { SimulatedShare, Simulation } from '#contract/cricket';
import { quantile } from '../../../../statistics/quantile';
import { wilsonInterval } from '../../../../statistics/wilson-interval';
import type { InningsScore } from './simulated-innings';

const MIDDLE = { lower: 0.05, upper: 0.95 };

/** Spread of how simulations ended, and how often a chase came out which way. @param endings at least one */
export function summarizeEndings(
  endings: readonly InningsScore[],
  target: number | null,
): Pick<Simulation, 'runs' | 'wickets' | 'chase'> {
  const share = (isCounted: (runs: number) => boolean): SimulatedShare => {
    const count = endings.filter(({ runs }) => isCounted(runs)).length;
    return { count, share: count / endings.length, ...wilsonInterval(count, endings.length) };
  };
  return {
    runs: spread(endings.map(({ runs }) => runs)),
    wickets: spread(endings.map(({ wickets }) => wickets)),
    chase:
      target === null
        ? null
        : {
            won: share((runs) => runs >= target),
            tied: share((runs) => runs === target - 1),
            lost: share((runs) => runs < target - 1),
          },
  };
}

function spread(values: readonly number[]): Simulation['runs'] {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    lower: quantile(sorted, MIDDLE.lower),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, MIDDLE.upper),
  };
}
