import type { MaskedSeq2SeqConfig } from '#contract/config/masked-seq2seq';
import { DataFileMissingError, NoWeeksError, WeekOverlapError } from '#contract/errors/data-errors';
import type { Split } from '#contract/ids';
import { pathLength, type TrackingData } from '../tracking/tracking-data';

/** Samples of each part: indices of tracks. */
export type SplitTracks = Readonly<Record<Split, readonly number[]>>;

const PARTS = [
  ['train', 'train_weeks'],
  ['holdout', 'holdout_weeks'],
  ['validation', 'validation_weeks'],
  ['test', 'test_weeks'],
] as const;

/** @returns indices into the weeks of the source for each part; a week number means that week of every season */
export function splitWeeks({ header }: TrackingData, { data }: MaskedSeq2SeqConfig): Record<Split, readonly number[]> {
  const partOfWeek = new Map<number, string>();
  for (const [, key] of PARTS)
    for (const week of data[key]) {
      const other = partOfWeek.get(week);
      if (other !== undefined && other !== key) throw new WeekOverlapError(week, `data.${other}`, `data.${key}`);
      partOfWeek.set(week, key);
    }
  const indices = (weeks: readonly number[]): readonly number[] =>
    header.weeks.flatMap(({ week }, index) => (weeks.includes(week) ? [index] : []));
  return Object.fromEntries(PARTS.map(([part, key]) => [part, indices(data[key])])) as Record<Split, readonly number[]>;
}

/**
 * The samples of each part: players to predict, or all players that the ablation keeps.
 *
 * @param folder for messages
 * @throws WeekOverlapError; NoWeeksError when there is nothing to train on; DataFileMissingError when a week of a part
 *   has no output file
 */
export function splitTracks(data: TrackingData, config: MaskedSeq2SeqConfig, folder: string): SplitTracks {
  const weeks = splitWeeks(data, config);
  for (const [part] of PARTS)
    for (const index of weeks[part]) {
      const { input, output } = data.header.weeks[index]!;
      if (output === null) throw new DataFileMissingError(folder, input.replace('input_', 'output_'));
    }
  const { trackPlay, playWeek, trackPredict } = data.arrays;
  const samples = (part: Split): readonly number[] => {
    const chosen = new Set(weeks[part]);
    const all = Array.from(trackPlay, (_, track) => track).filter((track) => chosen.has(playWeek[trackPlay[track]!]!));
    // What is not scored judges nothing: only training may keep the other players.
    const keepsAll = part === 'train' && !config.sequences.only_players_to_predict;
    return keepsAll ? all : all.filter((track) => trackPredict[track] === 1 && pathLength(data.arrays, track) > 0);
  };
  const tracks = {
    train: samples('train'),
    holdout: samples('holdout'),
    validation: samples('validation'),
    test: samples('test'),
  };
  if (tracks.train.length === 0) {
    const held = [...new Set(data.header.weeks.map(({ week }) => week))];
    throw new NoWeeksError('data.train_weeks', config.data.train_weeks, held);
  }
  return tracks;
}

/**
 * Every player to predict of weeks that a run has not used; of all weeks when it used every one. Weeks without an output
 * file are among them: there is nothing to judge, but something to forecast.
 */
export function unseenTracks({ header, arrays }: TrackingData, { data }: MaskedSeq2SeqConfig): readonly number[] {
  const used = new Set([...data.train_weeks, ...data.holdout_weeks, ...data.validation_weeks]);
  const isUnseen = header.weeks.map(({ week, output }) => output === null || !used.has(week));
  const takesAll = !isUnseen.includes(true);
  return Array.from(arrays.trackPlay, (_, track) => track).filter(
    (track) => arrays.trackPredict[track] === 1 && (takesAll || isUnseen[arrays.playWeek[arrays.trackPlay[track]!]!]),
  );
}
