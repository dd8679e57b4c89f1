import { EXIT_CODE, WorkbenchError } from './workbench-error';

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
      `${path} holds no match that can be used${reasons.length > 0 ? `; ${reasons.length} were refused, the first: ${reasons[0]}` : '.'}`,
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

/** Neither validation nor test holds an innings of that name. */
export class InningsNotFoundError extends WorkbenchError {
  readonly code = 'E-CRICKET-INNINGS-NOT-FOUND';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(match: string, innings: number) {
    super(
      `Validation and test hold no innings ${innings} of match ${match}.`,
      'Take one that the Inspect screen lists, or that is in a file of predictions; the network was trained on all others.',
      { match, innings },
    );
  }
}

/** A simulation cannot begin at that delivery. */
export class DeliveryNotSimulatedError extends WorkbenchError {
  readonly code = 'E-CRICKET-DELIVERY';
  constructor(delivery: number, deliveries: number) {
    super(
      `A simulation cannot begin with delivery ${delivery + 1} of an innings of ${deliveries}.`,
      `Give a delivery from 2 to ${deliveries}: the first has no history.`,
      { delivery, deliveries },
    );
  }
}

/** A question about balls was asked of a model that knows none. */
export class NotACricketModelError extends WorkbenchError {
  readonly code = 'E-CRICKET-OTHER-FAMILY';
  constructor(family: string) {
    super(`The checkpoint holds a model of the family ${family}.`, 'Give a checkpoint of the family hetero-gnn.', {
      family,
    });
  }
}
