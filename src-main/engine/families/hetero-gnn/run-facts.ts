import { elementCount } from '../../backend/host-tensor';
import type { TrainingTask } from '../family';
import { dataFacts } from './data/data-facts';
import type { LoadedCricketData } from './data/load-cricket-data';
import type { FamilyNetwork } from './family-network';
import { exactParameters } from './operators/exact-parameters';

const thousands = (value: number): string => value.toLocaleString('en-GB');

/** Facts for the pre-flight: what was read, what was refused, how it is split, what the network costs. */
export function runFacts(
  { data, cache }: LoadedCricketData,
  { shape, model }: FamilyNetwork,
  effectiveBatch: number,
  learningRate: number,
): TrainingTask['facts'] {
  const fact = (label: string, value: string, group: string) => ({ label, value, state: 'info' as const, group });
  const total = (parameters: readonly { readonly shape: readonly number[] }[]): string =>
    thousands(parameters.reduce((sum, parameter) => sum + elementCount(parameter.shape), 0));
  return [
    ...dataFacts(data, cache),
    fact('Parameters of the published program', total(exactParameters(shape)), 'Model'),
    fact('Parameters trained', total(model.parameters), 'Model'),
    fact('Effective batch', `${effectiveBatch.toFixed(1)} samples`, 'Batches'),
    fact('Learning rate at its height', learningRate.toPrecision(3), 'Batches'),
  ];
}
