import type { ModelLine } from '#contract/errors/compiler-errors';

/** The stack of a call, formatted only when somebody reads it: V8 makes the text at the first access of `stack`. */
export interface CallSite {
  readonly stack?: string;
}

/** Deep enough to reach past tfjs's own frames (about 15 for a composite operation) into the model. */
export const FRAMES = 40;

/** The function of `trace-function.ts` that calls the model: what lies outside it started the trace and is not the model. */
const MODEL_CALLER = 'callModel';

/** Frames of tfjs, of Node and of this compiler; in a bundle, where all files are one, tfjs is known by its function names. */
const FOREIGN_PLACE =
  /node_modules|node:|tfjs-(?:core|backend-\w+)\/src\/|<anonymous>|engine\/compiler\/(?!.*\.test\.)|engine\/backend\//;
const FOREIGN_NAME =
  /^(?:async )?(?:(?:\w+\.)?\w+_|(?:\w+\.)?\w+__op|Engine\.\w+|Tensor\.\w+|Object\.kernelFunc|kernelFunc.*|TraceBackend\.\w+)$/;

/** @returns the present stack, cheap to take: about 2 microseconds */
export function captureCallSite(): CallSite {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = FRAMES;
  const site: CallSite = {};
  Error.captureStackTrace(site, captureCallSite);
  Error.stackTraceLimit = limit;
  return site;
}

/**
 * The innermost frame that belongs to the model.
 * @returns for example `score (src-main/engine/families/deep-set-ranker/model.ts:41:18)`, or undefined when tfjs itself
 *   made the call, as it does for gradients
 */
export function modelLineOf(site: CallSite): ModelLine {
  const frames = (site.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  for (const frame of frames) {
    const [, name = '', place = ''] = /^\s+at (?:(.+?) \()?(.+?)\)?$/.exec(frame) ?? [];
    if (name.endsWith(MODEL_CALLER)) return undefined;
    if (FOREIGN_PLACE.test(place) || FOREIGN_NAME.test(name)) continue;
    return name === '' ? shorten(place) : `${name} (${shorten(place)})`;
  }
  return undefined;
}

/** A person knows files by their path in the project, not by where it is checked out. */
function shorten(place: string): string {
  const path = place.replace(/^file:\/\//, '');
  return path.replace(/^.*\/(?=(?:src-main|test|out)\/)/, '');
}
