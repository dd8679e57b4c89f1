import type { ComputedBytes, StepManifest } from '../../compiler/step/compile-step';
import { createNativeSession, type NativeSession } from './native-session';
import { createStagedSession } from './staged-session';

/** Makes a session, on this thread or another. */
export type OpenSession = typeof createNativeSession;

interface PooledSession {
  readonly session: Promise<NativeSession>;
  users: number;
}

/** A session in use; give it back exactly once. */
export interface SessionLease {
  readonly session: NativeSession;
  release(): Promise<void>;
}

const MEGABYTE = 2 ** 20;
/** Steps that compute less leave so little behind that the faster memory of their own is worth it. */
const SHARED_FROM_BYTES = 512 * MEGABYTE;
/** The C library serves larger blocks from the system each time, and every page of them is faulted in anew. */
const LARGEST_SHARED_BYTES = 32 * MEGABYTE;

/**
 * A session keeps the memory of its values to itself, also while it does not run. Where a step has several forms, such as
 * the lengths that innings are padded to, that is many times what one run needs: large steps give it back after each run.
 */
export const isBetterShared = ({ total, largest }: ComputedBytes): boolean =>
  total >= SHARED_FROM_BYTES && largest < LARGEST_SHARED_BYTES;

/**
 * Sessions by hash of their model. Parameters are inputs, so steps of different runs with one graph (the seeds of an
 * ablation) share a session; it is closed when its last user gives it back.
 */
export class SessionPool {
  private readonly sessions = new Map<string, PooledSession>();

  constructor(
    private readonly threads: number,
    private readonly open: OpenSession = createNativeSession,
  ) {}

  /** Sessions that are open. */
  get size(): number {
    return this.sessions.size;
  }

  /** @throws CompiledStepFailedError when ONNX Runtime refuses the model */
  async lease(model: Uint8Array, { hash, computed, staging }: StepManifest): Promise<SessionLease> {
    const options = { threads: this.threads, sharesMemory: isBetterShared(computed) };
    const open = (bytes: Uint8Array) => this.open(bytes, options);
    const pooled = this.sessions.get(hash) ?? {
      session: staging ? createStagedSession(model, staging, open) : open(model),
      users: 0,
    };
    this.sessions.set(hash, pooled);
    pooled.users++;
    try {
      return { session: await pooled.session, release: () => this.giveBack(hash, pooled) };
    } catch (error) {
      this.sessions.delete(hash);
      throw error;
    }
  }

  private async giveBack(hash: string, pooled: PooledSession): Promise<void> {
    pooled.users--;
    if (pooled.users > 0) return;
    this.sessions.delete(hash);
    await (await pooled.session).dispose();
  }
}
