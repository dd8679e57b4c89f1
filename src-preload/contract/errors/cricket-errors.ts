import { WorkbenchError } from './workbench-error';

const LONGEST_QUOTE = 80;

function shortJson(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)} ...` : text;
}

/** A match file does not hold what the published format says. The match is left out, named and counted. */
export class InvalidMatchError extends WorkbenchError {
  readonly code = 'E-CRICKET-INVALID-MATCH';
  /** @param place within the file, for example `innings[1].overs[3].deliveries[2].runs.batter` */
  constructor(
    readonly file: string,
    place: string,
    received: unknown,
    expectation: string,
  ) {
    super(
      `${file}: ${place || 'the content'} is ${shortJson(received)}, expected ${expectation}.`,
      'Correct the file in the archive, or get the archive again.',
      { file, place, expectation },
    );
  }
}

/** A folder or file without a single match that can be used. */
export class NoMatchesError extends WorkbenchError {
  readonly code = 'E-CRICKET-NO-MATCHES';
  constructor(path: string, reasons: readonly string[]) {
    super(
      `${path} holds no match that can be used${reasons.length > 0 ? `; ${reasons.length} were refused, the first: ${reasons[0]}` : ''}.`,
      'Point the source to a Cricsheet archive of T20 matches in JSON (a .zip, or a folder that holds it).',
      { path, refused: reasons.length },
    );
  }
}

/** A part of the split has no sample to train or to judge on. */
export class NoSamplesError extends WorkbenchError {
  readonly code = 'E-CRICKET-NO-SAMPLES';
  constructor(part: string, matches: number) {
    super(
      `The ${part} part holds no deliveries to predict (${matches} matches).`,
      'Use a source with more matches (10 at least), or a larger data.train_share.',
      { part, matches },
    );
  }
}
