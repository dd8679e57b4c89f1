import path from 'node:path';

/** The folder of package.json, whatever folder a script is started from. */
export const projectRoot = path.resolve(import.meta.dirname, '../..');

/** A path inside the checkout. */
export const inProject = (...parts) => path.join(projectRoot, ...parts);
