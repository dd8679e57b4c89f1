import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Availability } from '../availability';

const PACKAGE = 'onnxruntime-node';

/** Node-API version of the binding's folder in the package. */
const BINDING_FOLDER = 'napi-v6';

/** The library comes with the package, for the platforms its makers build; nothing is downloaded. */
export function onnxRuntimeAvailability(): Availability {
  let main: string;
  try {
    main = createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    return { available: false, reason: `the package ${PACKAGE} is not installed`, command: 'Run `npm install`.' };
  }
  const binding = path.join(
    path.dirname(main),
    '..',
    'bin',
    BINDING_FOLDER,
    process.platform,
    process.arch,
    'onnxruntime_binding.node',
  );
  if (existsSync(binding)) return { available: true };
  const reason = `${PACKAGE} has no library for ${process.platform}-${process.arch}`;
  return { available: false, reason, command: 'Set engine.executor to wasm, or to auto.' };
}
