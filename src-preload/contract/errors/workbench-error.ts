import { z } from 'zod';

/** Exit codes of the command line and of a worker; scripts rely on them (docs/cli.md). */
export const EXIT_CODE = {
  done: 0,
  usage: 2,
  badInput: 64,
  diverged: 65,
  notFound: 66,
  unavailable: 69,
  internal: 70,
  interrupted: 75,
  cancelled: 143,
} as const;
export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];

/** Values that an error carries for programs; plain JSON. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The form in which an error crosses a process border or is printed with `--json`. */
export const serializedErrorSchema = z.strictObject({
  code: z.string(),
  message: z.string(),
  nextStep: z.string(),
  details: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
  ),
});
export type SerializedError = z.infer<typeof serializedErrorSchema>;

/**
 * An error a person may meet: what happened (with the value received), what to do next, and a stable code.
 * Subclasses live beside this file, one file an area; each error has one code and one exit code.
 */
export abstract class WorkbenchError extends Error {
  /** Stable identifier, `E-<AREA>-<FACT>`; shown last and small. */
  abstract readonly code: string;
  /** What a command that ends with this error exits with. */
  readonly exitCode: ExitCode = EXIT_CODE.badInput;

  /**
   * @param message  first sentence: what happened, with the value
   * @param nextStep second sentence: what the person can do
   * @param details  the same facts for programs
   */
  constructor(
    message: string,
    readonly nextStep: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Something of ours broke: reported with its stack, never blamed on the person. */
export class InternalError extends WorkbenchError {
  readonly code = 'E-INTERNAL';
  override readonly exitCode = EXIT_CODE.internal;
  constructor(cause: unknown) {
    super(
      `Assay met a fault of its own: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Nothing of yours was changed. Run `assay doctor`, and report this with the log if it comes back.',
      cause instanceof Error && cause.stack ? { stack: cause.stack } : {},
      { cause },
    );
  }
}

/** An error that arrived from another process, with its original code and next step. */
export class RemoteError extends WorkbenchError {
  readonly code: string;
  constructor(serialized: SerializedError) {
    super(serialized.message, serialized.nextStep, serialized.details);
    this.code = serialized.code;
  }
}

/** @returns the error itself when it is one of ours, else an {@link InternalError} around it */
export function toWorkbenchError(error: unknown): WorkbenchError {
  return error instanceof WorkbenchError ? error : new InternalError(error);
}

/** @returns the plain form of any thrown value; faults of ours become `E-INTERNAL` */
export function serializeError(error: unknown): SerializedError {
  const known = toWorkbenchError(error);
  return { code: known.code, message: known.message, nextStep: known.nextStep, details: known.details };
}
