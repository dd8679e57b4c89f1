import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** Where in a data file something is wrong; lines count from 1, the header is line 1. */
export interface DataPlace {
  readonly file: string;
  readonly line: number;
}

const at = ({ file, line }: DataPlace): string => `${file}:${line}`;
const placeDetails = (place: DataPlace) => ({ file: place.file, line: place.line });

/** The folder or file of a data source is not there. */
export class DataSourceMissingError extends WorkbenchError {
  readonly code = 'E-DATA-SOURCE-MISSING';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(path: string) {
    super(
      `There is no folder ${path}.`,
      'Give the folder that holds the data files, or register it again: assay data add NAME PATH.',
      { path },
    );
  }
}

/** A file that the source's layout needs is not in its folder. */
export class DataFileMissingError extends WorkbenchError {
  readonly code = 'E-DATA-FILE-MISSING';
  constructor(folder: string, file: string) {
    super(
      `${folder} holds no ${file}.`,
      `Add ${file} (a .csv or .csv.gz file), or point the source to the folder that holds it.`,
      { folder, file },
    );
  }
}

/** A file could not be read or decompressed. */
export class DataFileUnreadableError extends WorkbenchError {
  readonly code = 'E-DATA-FILE-UNREADABLE';
  constructor(file: string, reason: string, cause: unknown) {
    super(
      `${file} cannot be read: ${reason}.`,
      'Fetch or copy the file again; it may be cut off or not be readable by you.',
      { file, reason },
      { cause },
    );
  }
}

/** A file without a single data row. */
export class EmptyDataFileError extends WorkbenchError {
  readonly code = 'E-DATA-EMPTY-FILE';
  constructor(file: string) {
    super(
      `${file} holds no data rows.`,
      'Fetch or copy the file again, or remove it from the folder if its season has no games.',
      { file },
    );
  }
}

/** The header lacks a column. */
export class MissingColumnError extends WorkbenchError {
  readonly code = 'E-DATA-MISSING-COLUMN';
  constructor(file: string, column: string, found: readonly string[]) {
    super(
      `${file}:1 has no column ${column}; it has ${found.join(', ')}.`,
      `Add or rename the column ${column}; docs/families lists the columns of each file.`,
      { file, line: 1, column, found },
    );
  }
}

/** A row with more or fewer fields than the header. */
export class RowLengthError extends WorkbenchError {
  readonly code = 'E-DATA-ROW-LENGTH';
  constructor(place: DataPlace, fields: number, expected: number) {
    super(
      `${at(place)} has ${fields} fields, its header has ${expected}.`,
      'Correct or remove the row; a comma inside a value needs quotes.',
      {
        ...placeDetails(place),
        fields,
        expected,
      },
    );
  }
}

/** A value that its column does not allow: text in a number column, an unknown word, an impossible count. */
export class InvalidValueError extends WorkbenchError {
  readonly code: string;
  /** @param expectation what the column holds, for example `a whole number` */
  constructor(place: DataPlace, column: string, received: string, expectation: string, code = 'E-DATA-INVALID-VALUE') {
    super(
      `${at(place)}: ${column} is ${JSON.stringify(received)}, expected ${expectation}.`,
      'Correct the value or remove the row.',
      {
        ...placeDetails(place),
        column,
        received,
      },
    );
    this.code = code;
  }
}

/** Text, or nothing, where a number belongs. */
export class NotANumberError extends InvalidValueError {
  constructor(place: DataPlace, column: string, received: string, expectation: 'a number' | 'a whole number') {
    super(place, column, received, expectation, 'E-DATA-NOT-A-NUMBER');
  }
}

/** A date that is not written YYYY-MM-DD or does not exist. */
export class NotADateError extends InvalidValueError {
  constructor(place: DataPlace, column: string, received: string) {
    super(place, column, received, 'a date written YYYY-MM-DD', 'E-DATA-NOT-A-DATE');
  }
}

/** A game on a day that belongs to no season. */
export class DateOutsideSeasonsError extends WorkbenchError {
  readonly code = 'E-DATA-DATE-OUTSIDE-SEASONS';
  constructor(place: DataPlace, date: string) {
    super(
      `${at(place)}: the date ${date} lies in no season of data.season_ranges.`,
      'Correct the date, or add or widen a season under data.season_ranges.',
      { ...placeDetails(place), date },
    );
  }
}

/** A game whose season column disagrees with the season that its date lies in. */
export class SeasonMismatchError extends WorkbenchError {
  readonly code = 'E-DATA-SEASON-MISMATCH';
  constructor(place: DataPlace, date: string, received: string, expected: string) {
    super(
      `${at(place)}: the date ${date} lies in season ${expected}, the row says ${received}.`,
      'Correct the date or the season of the row, or the range under data.season_ranges.',
      { ...placeDetails(place), date, received, expected },
    );
  }
}

/** A row names a team, game or player that its table does not list. */
export class UnknownReferenceError extends WorkbenchError {
  readonly code: 'E-DATA-UNKNOWN-TEAM' | 'E-DATA-UNKNOWN-GAME';
  constructor(place: DataPlace, kind: 'team' | 'game', id: string, table: string) {
    super(
      `${at(place)}: there is no ${kind} ${id} in ${table}.`,
      `Add the ${kind} to ${table}, or correct or remove the row.`,
      {
        ...placeDetails(place),
        [kind]: id,
      },
    );
    this.code = kind === 'team' ? 'E-DATA-UNKNOWN-TEAM' : 'E-DATA-UNKNOWN-GAME';
  }
}

/** Two rows with the same key. */
export class DuplicateRowError extends WorkbenchError {
  readonly code = 'E-DATA-DUPLICATE-ROW';
  constructor(place: DataPlace, key: string, firstLine: number) {
    super(`${at(place)} repeats ${key} of line ${firstLine}.`, 'Remove one of the two rows.', {
      ...placeDetails(place),
      key,
      firstLine,
    });
  }
}

/** A team played a game with no player on court. */
export class EmptyRosterError extends WorkbenchError {
  readonly code = 'E-DATA-EMPTY-ROSTER';
  constructor(place: DataPlace, team: string, game: string) {
    super(
      `${at(place)}: team ${team} has no player with minutes in game ${game}.`,
      'Add the player rows of that team and game, or remove the game from all tables.',
      { ...placeDetails(place), team, game },
    );
  }
}

/** A game that does not have exactly its two teams in the team table. */
export class IncompleteGameError extends WorkbenchError {
  readonly code = 'E-DATA-INCOMPLETE-GAME';
  constructor(place: DataPlace, game: string, reason: string) {
    super(`${at(place)}: game ${game} ${reason}.`, 'Complete the game in every table, or remove it from all of them.', {
      ...placeDetails(place),
      game,
    });
  }
}

/** A split names a season that the source does not hold. */
export class SeasonNotInSourceError extends WorkbenchError {
  readonly code = 'E-DATA-NO-SEASON';
  constructor(key: string, season: string, held: readonly string[]) {
    super(
      `${key} names ${season}, but the source holds ${held.join(', ') || 'no season'}.`,
      `Remove ${season} from ${key}, or add its files to the source.`,
      { key, season, held },
    );
  }
}

/** A season is in two parts of the split. */
export class SplitOverlapError extends WorkbenchError {
  readonly code = 'E-DATA-SPLIT-OVERLAP';
  constructor(season: string, first: string, second: string) {
    super(
      `${season} is in ${first} and in ${second}.`,
      'Keep it in one of them: a season that is trained on cannot judge the model.',
      { season, first, second },
    );
  }
}

/** A part of the split has nothing to train or judge on. */
export class NoListsError extends WorkbenchError {
  readonly code = 'E-DATA-NO-LISTS';
  constructor(part: string, seasons: readonly string[]) {
    super(
      `No list of teams can be built for ${part} (${seasons.join(', ') || 'no season'}).`,
      'A list needs a date with games of the season before it; add games, or raise training.max_dates.',
      { part, seasons },
    );
  }
}

/** `model_a.stat_dim` differs from the number of statistics that the data gives. */
export class StatisticsWidthError extends WorkbenchError {
  readonly code = 'E-DATA-STAT-DIM';
  constructor(configured: number, found: number, columns: readonly string[]) {
    super(
      `model_a.stat_dim is ${configured}, the first batch has ${found} statistics: ${columns.join(', ')}.`,
      `Set model_a.stat_dim to ${found} or null, or change training.rolling_windows.`,
      { configured, found },
    );
  }
}

/** A player's frames do not follow each other: positions of 0.1 s apart are missing. */
export class FrameGapError extends WorkbenchError {
  readonly code = 'E-DATA-FRAME-GAP';
  constructor(place: DataPlace, track: string, before: number, frame: number) {
    super(
      `${at(place)}: frame ${frame} of ${track} follows frame ${before}.`,
      'Add the missing frames, or remove the player or the play from the input and the output file.',
      { ...placeDetails(place), track, before, frame },
    );
  }
}

/** A player to predict, or a whole play, has no rows in the output file beside the input file. */
export class EmptyOutputError extends WorkbenchError {
  readonly code = 'E-DATA-EMPTY-OUTPUT';
  constructor(place: DataPlace, track: string, outputFile: string) {
    super(
      `${at(place)}: ${track} is to be predicted, but ${outputFile} has no frame of it.`,
      'Add the output rows, set player_to_predict to False, or remove the play from both files.',
      { ...placeDetails(place), track, outputFile },
    );
  }
}

/** An output row of a player who has no input rows in the same play. */
export class UnknownTrackError extends WorkbenchError {
  readonly code = 'E-DATA-UNKNOWN-TRACK';
  constructor(place: DataPlace, track: string, inputFile: string) {
    super(
      `${at(place)}: ${inputFile} has no ${track}.`,
      'Add the input rows of the player, or remove his output rows.',
      { ...placeDetails(place), track, inputFile },
    );
  }
}

/** A part of the split names weeks that the source does not hold. */
export class NoWeeksError extends WorkbenchError {
  readonly code = 'E-DATA-NO-WEEKS';
  constructor(key: string, weeks: readonly number[], held: readonly number[]) {
    super(
      `No week of ${key} (${weeks.join(', ') || 'none'}) has a player to predict; the source holds the weeks ${held.join(', ') || 'none'}.`,
      `Name weeks of the source under ${key}, or add their files.`,
      { key, weeks: weeks.map(String), held: held.map(String) },
    );
  }
}

/** A week is in two parts of the split. */
export class WeekOverlapError extends WorkbenchError {
  readonly code = 'E-DATA-WEEK-OVERLAP';
  constructor(week: number, first: string, second: string) {
    super(
      `Week ${week} is in ${first} and in ${second}.`,
      'Keep it in one of them: a week that is trained on cannot judge the model.',
      { week, first, second },
    );
  }
}

/** What a checkpoint stores about its features is damaged or of another version. */
export class PreprocessingMismatchError extends WorkbenchError {
  readonly code = 'E-DATA-PREPROCESSING';
  constructor(reason: string) {
    super(
      `The checkpoint's description of its features cannot be used: ${reason}.`,
      'Use the version of Assay that wrote it, or train again with this one.',
      { reason },
    );
  }
}

/** Several rows are wrong: carries the code of the first one and names them all. */
export class DataProblemsError extends WorkbenchError {
  readonly code: string;
  /**
   * @param problems at least two, in the order they were met
   * @param total    how many there are in all, also those not kept
   */
  constructor(problems: readonly WorkbenchError[], total: number) {
    const lines = problems.map((problem) => problem.message);
    const rest = total > lines.length ? `\n(and ${total - lines.length} more)` : '';
    super(`${total} rows are wrong:\n${lines.join('\n')}${rest}`, problems[0]!.nextStep, {
      ...problems[0]!.details,
      problems: lines,
      total,
    });
    this.code = problems[0]!.code;
  }
}

/** Too few dates or seasons to predict a part of the training data without having seen it. */
export class TooFewFoldsError extends WorkbenchError {
  readonly code = 'E-DATA-FOLDS';
  /** @param what of which there are too few, for example `1 training date with lists` */
  constructor(what: string, needed: number) {
    super(
      `Out-of-fold predictions need at least ${needed} folds; there is ${what}.`,
      'Add seasons to data.train_seasons, raise training.max_dates and training.max_lists_oof, or lower training.n_folds (2 at least).',
      { found: what, needed },
    );
  }
}
