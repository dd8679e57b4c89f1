import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** Words of a list that a message holds at most. */
const MOST_WORDS = 24;

function list(values: readonly string[]): string {
  if (values.length === 0) return 'none';
  const more = values.length - MOST_WORDS;
  return `${values.slice(0, MOST_WORDS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A ladder file that is not there. */
export class LadderNotFoundError extends WorkbenchError {
  readonly code = 'E-LADDER-NOT-FOUND';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(file: string, known: readonly string[]) {
    super(`There is no ladder ${file}.`, `Known ladders: ${list(known)}.`, { file, known });
  }
}

/** A ladder of a family that this version does not have. */
export class LadderFamilyError extends WorkbenchError {
  readonly code = 'E-LADDER-FAMILY';
  override readonly exitCode = EXIT_CODE.unavailable;
  constructor(file: string, family: string, known: readonly string[]) {
    super(
      `${file} is a ladder of the family ${family}, which is not here.`,
      `Update Assay, or use a ladder of ${list(known)}.`,
      { file, family },
    );
  }
}

/** Something in a ladder names what is not in it: a variant, a stage, a metric, a diagnostic. */
export class LadderReferenceError extends WorkbenchError {
  readonly code = 'E-LADDER-REFERENCE';
  /**
   * @param place   `file:line:column`
   * @param key     where in the ladder, with dots
   * @param nearest the known word that is spelt most alike, when one is
   */
  constructor(
    place: string,
    key: string,
    what: string,
    received: string,
    known: readonly string[],
    nearest: string | undefined,
  ) {
    super(
      `${place}: ${key} names the ${what} ${received}, which is not there.`,
      nearest === undefined
        ? `Use one of ${list(known)}.`
        : `Did you mean ${nearest}?${known.length <= MOST_WORDS ? ` Known: ${list(known)}.` : ''}`,
      { place, key, received, nearest: nearest ?? null },
    );
  }
}

/** An id that two things of one kind have. */
export class LadderDuplicateError extends WorkbenchError {
  readonly code = 'E-LADDER-DUPLICATE';
  constructor(place: string, what: string, id: string) {
    super(
      `${place}: two ${what}s have the id ${id}.`,
      'Give one of them another id: decisions and evidence go by it.',
      {
        place,
        what,
        id,
      },
    );
  }
}

/** `extends` of a ladder that cannot be followed. */
export class LadderExtendsError extends WorkbenchError {
  readonly code = 'E-LADDER-EXTENDS';
  constructor(place: string, received: string, reason: string) {
    super(
      `${place}: extends is ${received}, which ${reason}.`,
      'Name a ladder of configs/stages or a ready-made one that extends none itself, for example extends: cricket-progression.',
      { place, received },
    );
  }
}

/** A condition of a decision rule that cannot be read. */
export class LadderConditionError extends WorkbenchError {
  readonly code = 'E-LADDER-CONDITION';
  constructor(condition: string, position: number, expected: string) {
    super(
      `The condition "${condition}" is not understood at character ${position}: expected ${expected}.`,
      'Example: pooling > base and pooling > hybrid. > is better by more than the margin, ~ about equal; >= and <= compare a mean with a number; "in phase" or "in phase=death_1" looks at slices.',
      { condition, position },
    );
  }
}

/** `--until`, `--decide` or `--overrule` names what the ladder does not have. */
export class LadderTargetError extends WorkbenchError {
  readonly code = 'E-LADDER-TARGET';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string, what: string, known: readonly string[]) {
    super(`The ladder has no ${what} ${received}.`, `Use one of ${list(known)}.`, { received });
  }
}

/** Overruling without saying why. */
export class LadderNoteMissingError extends WorkbenchError {
  readonly code = 'E-LADDER-NOTE';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(what: string) {
    super(`${what} needs a note.`, 'Say why in a sentence: it is kept and shown (--note "...").', { what });
  }
}

/** A decision before its stage has what it needs. */
export class LadderNotReadyError extends WorkbenchError {
  readonly code = 'E-LADDER-NOT-READY';
  constructor(stage: string, reason: string) {
    super(`Stage ${stage} cannot be decided yet: ${reason}.`, 'Run what is missing first: assay ladder FILE.', {
      stage,
    });
  }
}

/** Two cells of an ablation matrix come to the same configuration. */
export class AblationIdenticalError extends WorkbenchError {
  readonly code = 'E-ABLATION-IDENTICAL';
  constructor(a: string, b: string) {
    super(
      `The ablations ${a} and ${b} have the same configuration, so there is nothing to compare.`,
      'Check that their settings differ in a key that is used.',
      { a, b },
    );
  }
}

/** A ladder file without an ablation matrix. */
export class AblationsMissingError extends WorkbenchError {
  readonly code = 'E-ABLATION-NONE';
  constructor(file: string) {
    super(`${file} has no ablations.`, 'Add a section ablations with full and components; see docs/stages.md.', {
      file,
    });
  }
}
