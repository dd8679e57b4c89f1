import { describe } from 'vitest';
import { libraryFolder } from './library-folder';

/** A group of tests that needs TensorFlow; skipped, with a warning, where it is missing and this is not CI. */
export function describeWithTensorFlow(name: string, tests: (library: string) => void): void {
  const folder = libraryFolder();
  describe.skipIf(folder === undefined)(name, () => tests(folder ?? ''));
}
