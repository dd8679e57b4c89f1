import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** Where in a configuration file something is wrong; lines and columns count from 1. */
export interface ConfigPlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

const at = ({ file, line, column }: ConfigPlace): string =>
  line === undefined ? file : `${file}:${line}${column === undefined ? '' : `:${column}`}`;

const placeDetails = (place: ConfigPlace) => ({
  file: place.file,
  ...(place.line === undefined ? {} : { line: place.line }),
  ...(place.column === undefined ? {} : { column: place.column }),
});

/** The file is not YAML: wrong indentation, an unclosed quote. */
export class ConfigSyntaxError extends WorkbenchError {
  readonly code = 'E-CONFIG-SYNTAX';
  constructor(place: ConfigPlace, reason: string) {
    super(
      `${at(place)} is not valid YAML: ${reason}.`,
      'Correct the line; the editor marks the place.',
      placeDetails(place),
    );
  }
}

/** A key that the schema does not know; the nearest known one is offered. */
export class ConfigUnknownKeyError extends WorkbenchError {
  readonly code = 'E-CONFIG-UNKNOWN-KEY';
  constructor(place: ConfigPlace, keyPath: string, nearest: string | undefined) {
    super(
      `${at(place)}: there is no key ${keyPath}.`,
      nearest === undefined
        ? 'Remove the line, or see the list of keys in docs/configuration.md.'
        : `Nearest key: ${nearest}.`,
      { ...placeDetails(place), key: keyPath, nearest: nearest ?? null },
    );
  }
}

/** A known key with a value of the wrong type or outside its range. */
export class ConfigValueError extends WorkbenchError {
  readonly code = 'E-CONFIG-VALUE';
  constructor(place: ConfigPlace, keyPath: string, received: string, expectation: string) {
    super(`${at(place)}: ${keyPath} is ${received}.`, `${expectation}`, {
      ...placeDetails(place),
      key: keyPath,
      received,
    });
  }
}

/** A key that must be there and is not. */
export class ConfigMissingKeyError extends WorkbenchError {
  readonly code = 'E-CONFIG-MISSING-KEY';
  constructor(place: ConfigPlace, keyPath: string, expectation: string) {
    super(`${at(place)}: the key ${keyPath} is missing.`, `Add it: ${expectation}`, {
      ...placeDetails(place),
      key: keyPath,
    });
  }
}

/** A `--set` that is not `path=value`. */
export class ConfigOverrideError extends WorkbenchError {
  readonly code = 'E-CONFIG-OVERRIDE';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string, reason: string) {
    super(
      `--set ${received} cannot be used: ${reason}.`,
      'Write --set path=value, for example --set model_a.epochs=10.',
      { received, reason },
    );
  }
}

/** The `starts-from` comment of an experiment does not name a checkpoint. */
export class ConfigStartsFromError extends WorkbenchError {
  readonly code = 'E-CONFIG-STARTS-FROM';
  constructor(place: ConfigPlace, received: string) {
    super(
      `${at(place)}: starts-from is ${JSON.stringify(received)}, which names no checkpoint.`,
      'Write # starts-from: <run>:<checkpoint>, for example r-0123456789:last, with `, equal parameters` behind it for a checkpoint of another architecture, or remove the line to start from the beginning.',
      { ...placeDetails(place), received },
    );
  }
}
