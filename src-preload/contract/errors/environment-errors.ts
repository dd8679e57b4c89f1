import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** A policy chose an action that the rules do not allow in this state. */
export class ActionMaskedError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-ACTION-MASKED';
  override readonly exitCode = EXIT_CODE.internal;
  /** @param allowed number of actions that the mask allows */
  constructor(action: number, row: number, allowed: number) {
    super(
      `Action ${action} of row ${row} is not among the ${allowed} that are allowed there.`,
      'Choose among the actions whose mask is 1; set masked logits to -1e8 before sampling.',
      { action, row, allowed },
    );
  }
}

/** A name that is not a set of opponents. */
export class TierUnknownError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-TIER-UNKNOWN';
  constructor(received: string, known: readonly string[]) {
    super(`There is no tier ${received}.`, `Set environment.tier to one of ${known.join(', ')}.`, { received, known });
  }
}

/** A vector environment was asked for without a single environment. */
export class NoEnvironmentsError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-NONE';
  constructor(received: number) {
    super(
      `A vector of ${received} environments cannot be stepped.`,
      'Set environment.environments to a whole number from 1 on; 12 is the usual one.',
      { received },
    );
  }
}

/** A step got another number of actions than there are rows. */
export class ActionCountError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-ACTION-COUNT';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(received: number, rows: number) {
    super(`${received} actions were given for ${rows} rows.`, 'Give one action for each row of the observations.', {
      received,
      rows,
    });
  }
}

/** Something saved belongs to other rules than those of this program. */
export class EnvironmentHashError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-HASH';
  /** @param what what was loaded, with its article: `The checkpoint`, `The replay` */
  constructor(what: string, received: string, expected: string) {
    super(
      `${what} belongs to the environment ${received}, this program plays ${expected}: the rules differ, so it means nothing here.`,
      'Open it with the version of Assay that wrote it, or train again with this one.',
      { received, expected },
    );
  }
}

/** A saved vector has another number of environments than the one it is loaded into. */
export class EnvironmentCountError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-COUNT';
  constructor(received: number, expected: number) {
    super(
      `The checkpoint holds ${received} environments, this run has ${expected}.`,
      `Set environment.environments to ${received} to go on from it.`,
      { received, expected },
    );
  }
}

/** `--episodes` was given for a model that reads its data instead of playing games. */
export class NoGamesToPlayError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-NO-GAMES';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(family: string) {
    super(
      `A model of the family ${family} plays no games, so it has no episodes.`,
      'Leave --episodes out; --split chooses the part of the data.',
      { family },
    );
  }
}

/** A policy was trained to see another number of frames than its configuration gives it. */
export class FrameStackError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-FRAME-STACK';
  constructor(stored: number, configured: number) {
    super(
      `The checkpoint sees ${stored} frame${stored === 1 ? '' : 's'} at once, the configuration gives it ${configured}.`,
      `Set model.frame_stack to ${stored}, or train a new run with ${configured}.`,
      { stored, configured },
    );
  }
}

/** Actions do not reach the game (diagnostic ACT-NOEFFECT): nothing could be learned. */
export class ActionsWithoutEffectError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-ACTIONS-WITHOUT-EFFECT';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(message: string, nextStep: string) {
    super(message, nextStep, {});
  }
}

/** A result table without the rows that a result means something beside (diagnostic BASE-MISSING). */
export class BaselineRowsMissingError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-BASELINES-MISSING';
  constructor(message: string, nextStep: string) {
    super(message, nextStep, {});
  }
}

/** A game was asked for against a model that reads data. */
export class NotAPlayerError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-NOT-A-PLAYER';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(family: string) {
    super(`A model of the family ${family} cannot play Territory.`, 'Choose a checkpoint of an actor-critic run.', {
      family,
    });
  }
}

/** An action came for a game that is not played any more. */
export class GameNotRunningError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-GAME-NOT-RUNNING';
  constructor(gameId: number) {
    super(
      `Game ${gameId} is not being played any more.`,
      'Start a new game; what was saved of the old one is among the saved games.',
      { gameId },
    );
  }
}

/** A saved game that is not there, or holds something else. */
export class SavedGameUnreadableError extends WorkbenchError {
  readonly code = 'E-ENVIRONMENT-SAVED-GAME';
  constructor(file: string, reason: string) {
    super(
      `The saved game ${file} cannot be read: ${reason}.`,
      'Delete the file from the folder games, or restore it.',
      {
        file,
        reason,
      },
    );
  }
}
