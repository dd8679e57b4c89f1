import { EXIT_CODE, WorkbenchError } from './workbench-error';

/** A data source that a configuration or a command names is found nowhere. */
export class SourceNotFoundError extends WorkbenchError {
  readonly code = 'E-SOURCE-NOT-FOUND';
  override readonly exitCode = EXIT_CODE.notFound;
  /** @param places where it was looked for, in order */
  constructor(name: string, places: readonly string[]) {
    super(
      `There is no data source ${name}; looked in ${places.join(', ')}.`,
      `Register it with \`assay data add ${name} PATH\`, or set ASSAY_DATA to the folder that holds ${name}.`,
      { name, places },
    );
  }
}

/** A registered source's file or folder has gone. */
export class SourceMissingError extends WorkbenchError {
  readonly code = 'E-SOURCE-MISSING';
  override readonly exitCode = EXIT_CODE.notFound;
  constructor(name: string, path: string) {
    super(
      `The data source ${name} is registered at ${path}, where nothing is.`,
      `Put it back, or register it again with \`assay data add ${name} PATH\`.`,
      {
        name,
        path,
      },
    );
  }
}

/** A source name that cannot be one. */
export class SourceNameError extends WorkbenchError {
  readonly code = 'E-SOURCE-NAME';
  constructor(name: string) {
    super(
      `${JSON.stringify(name)} cannot name a data source.`,
      'Use lower-case letters, digits and hyphens, for example nba-box-scores.',
      { name },
    );
  }
}

/** A generator of sample data that does not exist. */
export class GeneratorUnknownError extends WorkbenchError {
  readonly code = 'E-SOURCE-GENERATOR';
  constructor(kind: string, known: readonly string[]) {
    super(`Nothing generates ${kind}.`, `Known kinds: ${known.join(', ')}.`, { kind, known });
  }
}
