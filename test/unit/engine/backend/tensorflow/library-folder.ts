import { findTensorFlowLibrary } from '../../../../../src-main/executors/tensorflow-library/find-library';

const isCi = ['true', '1'].includes(process.env['CI'] ?? '');

/**
 * Where TensorFlow is, for tests that need it.
 * @returns undefined on a developer's machine without it; the tests then say that they were not run
 * @throws Error on CI, where nothing may be left out
 */
export function libraryFolder(): string | undefined {
  const found = findTensorFlowLibrary();
  if (found) return found.folder;
  const sentence =
    'There is no TensorFlow library: its executor was NOT tested. Run `node scripts/setup/tensorflow-library.mjs`.';
  if (isCi) throw new Error(sentence);
  console.warn(sentence);
  return undefined;
}
