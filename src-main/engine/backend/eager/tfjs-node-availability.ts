import { existsSync } from 'node:fs';
import { TFJS_NODE_WORKER_VARIABLE } from '#contract/tfjs-node-binding';
import type { Availability } from '../availability';

const COMMAND = 'Run `assay engine add tfjs-node`, or set engine.executor to wasm.';

/** @returns the file of the native part that whoever started this worker found; undefined when there is none */
export const tfjsNodeBinding = (): string | undefined => process.env[TFJS_NODE_WORKER_VARIABLE] || undefined;

/** The package is installed without its scripts, so its native part is there only when somebody asked for it. */
export function tfjsNodeAvailability(): Availability {
  const file = tfjsNodeBinding();
  if (file === undefined)
    return { available: false, reason: 'the native part of tfjs-node is not on this machine', command: COMMAND };
  return existsSync(file)
    ? { available: true }
    : { available: false, reason: `the native part of tfjs-node, ${file}, is gone`, command: COMMAND };
}
