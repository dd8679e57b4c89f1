import { projectRoot } from './project-root.mjs';

/** The commands of package.json whose arguments name files of the caller's. */
const WITH_PATHS = ['assay', 'bench', 'start'];

/** Goes back to the folder the command was typed in, so that relative paths mean what they say: `npm run` starts in the checkout's root. */
export function returnToCallerFolder() {
  const isNpmRun = WITH_PATHS.includes(process.env.npm_lifecycle_event) && process.cwd() === projectRoot;
  if (isNpmRun && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
}
