import type { FamilyId } from '#contract/ids';
import type { FileStore } from '../engine/checkpoints/file-store';
import type { Family } from '../engine/families/family';
import type { ParentLink } from './parent-link';

/** What the world gives a worker; tests give it something smaller. */
export interface WorkerEnvironment {
  readonly parent: ParentLink;
  readonly files: FileStore;
  /** Loads one family's code. */
  loadFamily(id: FamilyId): Promise<Family>;
}
