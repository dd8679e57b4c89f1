import { createNativeSession, type NativeSession } from './native-session';

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
  async lease(hash: string, model: Uint8Array): Promise<SessionLease> {
    const pooled = this.sessions.get(hash) ?? {
      session: this.open(model, { threads: this.threads }),
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
