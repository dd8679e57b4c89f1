import { runsAndEvents } from './0001-runs-and-events';
import { draftsSourcesTrash } from './0002-drafts-sources-trash';
import { studies } from './0003-studies';
import { ladderDecisions } from './0004-ladder-decisions';
import { runSteps } from './0005-run-steps';
import type { Migration } from './migration';

/** Every migration, oldest first. A new one is a file and a line here. */
export const MIGRATIONS: readonly Migration[] = [runsAndEvents, draftsSourcesTrash, studies, ladderDecisions, runSteps];

/** Newest layout that this version of Assay writes. */
export const DATABASE_VERSION = MIGRATIONS.at(-1)!.version;
