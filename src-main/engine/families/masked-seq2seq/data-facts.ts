import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import type { TrainingTask } from '../family';
import type { Forecaster } from './forecaster';
import type { CacheOutcome, LoadedTracking } from './prepared/load-tracking';
import { inputPadding, paddingText, targetPadding } from './sequences/padding-statistics';
import type { SplitTracks } from './sequences/split-tracks';
import type { TrackingData } from './tracking/tracking-data';

const thousands = (value: number): string => value.toLocaleString('en-GB');
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** @returns positions of the source without a one-hot column, with their tracks */
export function unknownPositions(
  { header, arrays }: TrackingData,
  tracks: readonly number[],
  known: readonly string[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const track of tracks) {
    const position = header.positions[arrays.trackPosition[track]!]!;
    if (!known.includes(position)) counts.set(position, (counts.get(position) ?? 0) + 1);
  }
  return counts;
}

/** Facts for the pre-flight: what was read, how it is split, how much is padding and how much of it is computed. */
export function dataFacts(
  { data, cache }: LoadedTracking,
  tracks: SplitTracks,
  config: MaskedSeq2SeqConfig,
  forecaster: Forecaster,
): TrainingTask['facts'] {
  const { sequences } = config;
  const fact = (group: string, label: string, value: string, state: 'ok' | 'info' | 'warning' = 'ok') => ({
    label,
    value,
    state,
    group,
  });
  const { header, arrays } = data;
  const sum = (of: 'inputRows' | 'outputRows'): number => header.weeks.reduce((total, week) => total + week[of], 0);
  const plays = (part: keyof SplitTracks): string =>
    `${thousands(tracks[part].length)} players in ${thousands(new Set(tracks[part].map((track) => arrays.trackPlay[track])).size)} plays`;
  const targets = targetPadding(data, tracks.train, sequences.max_output_len);
  const inputs = inputPadding(data, tracks.train, sequences.max_input_len);
  const unknown = [...unknownPositions(data, tracks.train, sequences.positions)];
  return [
    fact('Data', 'Plays', thousands(arrays.playGame.length)),
    fact('Data', 'Rows', `${thousands(sum('inputRows'))} input, ${thousands(sum('outputRows'))} output`),
    fact(
      'Data',
      'Prepared tracks',
      cacheText(cache),
      cache.kind === 'hit' || cache.kind === 'built' ? 'ok' : 'warning',
    ),
    ...(unknown.length === 0
      ? []
      : [
          fact(
            'Data',
            'Positions without a column',
            unknown.map(([position, count]) => `${position} (${count})`).join(', '),
            'warning',
          ),
        ]),
    fact('Split', 'Training', plays('train')),
    fact(
      'Split',
      'Holdout',
      tracks.holdout.length === 0 ? 'none: the validation weeks choose' : plays('holdout'),
      'info',
    ),
    fact('Split', 'Validation', plays('validation'), tracks.validation.length === 0 ? 'warning' : 'ok'),
    fact('Split', 'Test', plays('test'), tracks.test.length === 0 ? 'info' : 'ok'),
    fact('Padding', 'Target padding, training', paddingText(targets), 'info'),
    fact(
      'Padding',
      'Target padding, validation',
      paddingText(targetPadding(data, tracks.validation, sequences.max_output_len)),
      'info',
    ),
    fact('Padding', 'Input padding, training', paddingText(inputs), 'info'),
    fact(
      'Padding',
      'Sequences cut',
      `${targets.cut} targets, ${inputs.cut} inputs`,
      targets.cut > 0 ? 'warning' : 'ok',
    ),
    fact('Padding', 'Samples without a target', String(targets.empty), targets.empty > 0 ? 'warning' : 'ok'),
    fact('Padding', 'Meaning', 'a share of positions that masking ignores, not of time', 'info'),
    fact('Padding', 'Output frames computed', `${percent(forecaster.computedShare)} of the padded ones`, 'info'),
  ];
}

function cacheText(cache: CacheOutcome): string {
  if (cache.kind === 'hit') return 'from the cache';
  if (cache.kind === 'not-stored') return `built anew; could not be kept: ${cache.reason}`;
  return cache.because === null
    ? 'built anew, kept for the next run'
    : `built anew, since what was kept does not fit: ${cache.because}`;
}
