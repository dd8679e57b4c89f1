import type { StepFiles } from './step';

const SNAPSHOT = /^snapshots\/(.+)\.json$/;

/** @returns names of the files that lie in the run folder too */
export const runFileNames = (files: StepFiles): readonly string[] =>
  Object.keys(files).filter((name) => !name.startsWith('internal/') && !SNAPSHOT.test(name));

/** @returns snapshot name to its file */
export const snapshotFiles = (files: StepFiles): readonly { readonly name: string; readonly bytes: Uint8Array }[] =>
  Object.entries(files).flatMap(([file, bytes]) => {
    const [, name] = SNAPSHOT.exec(file) ?? [];
    return name === undefined ? [] : [{ name, bytes }];
  });
