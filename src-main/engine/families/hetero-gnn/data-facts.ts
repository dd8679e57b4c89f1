import type { TrainingTask } from '../family';
import type { LoadedCricketData } from './data/load-cricket-data';
import type { DataPart } from './data/cricket-data';
import type { FamilyNetwork } from './family-network';
import { dateText } from '../../data/day-number';
import { elementCount } from '../../backend/host-tensor';
import { exactParameters } from './operators/exact-parameters';

const thousands = (value: number): string => value.toLocaleString('en-GB');

const CACHE_TEXTS = {
  hit: 'from the cache',
  built: 'read anew, kept for the next run',
  rebuilt: 'read anew: the cached file was damaged',
} as const;

/** Facts for the pre-flight: what was read, how it is split, what the network costs. */
export function dataFacts(
  { data, cache }: LoadedCricketData,
  { shape, model }: FamilyNetwork,
  effectiveBatch: number,
  learningRate: number,
): TrainingTask['facts'] {
  const { archive, parts, vocabulary } = data;
  const fact = (label: string, value: string, group: string, state: 'ok' | 'info' | 'warning' = 'ok') => ({
    label,
    value,
    state,
    group,
  });
  const dates = (matches: readonly number[]): string => {
    const days = matches.map((match) => archive.matches[match]!.day);
    return `${dateText(Math.min(...days))} to ${dateText(Math.max(...days))}`;
  };
  const part = (name: DataPart): string =>
    `${thousands(parts[name].samples)} samples of ${thousands(parts[name].matches.length)} matches, ${dates(parts[name].matches)}`;
  const total = (parameters: readonly { readonly shape: readonly number[] }[]): string =>
    thousands(parameters.reduce((sum, parameter) => sum + elementCount(parameter.shape), 0));
  return [
    fact('Matches', thousands(archive.matches.length), 'Data'),
    fact('Deliveries', thousands(archive.deliveries.over.length), 'Data'),
    ...(archive.broken.length > 0
      ? [fact('Refused matches', `${archive.broken.length}: ${archive.broken[0]!.reason}`, 'Data', 'warning')]
      : []),
    fact(
      'Archive',
      cache.kind === 'not-stored' ? `read anew; could not be kept: ${cache.reason}` : CACHE_TEXTS[cache.kind],
      'Data',
      cache.kind === 'hit' || cache.kind === 'built' ? 'ok' : 'warning',
    ),
    fact('Training', part('train'), 'Split'),
    fact('Validation', part('validation'), 'Split'),
    fact('Test', part('test'), 'Split'),
    fact(
      'Known from training',
      `${thousands(vocabulary.sizes.players)} players, ${vocabulary.sizes.teams} teams, ${vocabulary.sizes.venues} venues`,
      'Split',
    ),
    fact('Parameters of the published program', total(exactParameters(shape)), 'Model', 'info'),
    fact('Parameters trained', total(model.parameters), 'Model', 'info'),
    fact('Effective batch', `${effectiveBatch.toFixed(1)} samples`, 'Batches', 'info'),
    fact('Learning rate at its height', learningRate.toPrecision(3), 'Batches', 'info'),
  ];
}
