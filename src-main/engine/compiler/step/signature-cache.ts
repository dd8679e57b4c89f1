import { TooManySignaturesError } from '#contract/errors/compiler-errors';

/** From this many signatures on a step probably gets a new one with every batch. */
const SIGNATURES_TO_WARN = 10;
/** More than these are refused: each costs a compilation and the memory of a graph. */
export const SIGNATURE_LIMIT = 20;
/** Loaded graphs kept at a time; the least recently used one is unloaded. */
export const LOADED_LIMIT = 8;

/** Called with a sentence for the log of the run. */
export type WarningListener = (message: string) => void;

/** How a step's compiled forms are made and unmade. */
export interface SignatureCacheOptions<Loaded> {
  /** Name of the step for messages: training or forward. */
  readonly step: string;
  readonly onWarning: WarningListener;
  unload(loaded: Loaded): Promise<void>;
}

/**
 * The compiled forms of one step by input signature. Bounded twice: signatures are refused beyond a limit, because a
 * shape that changes with every batch would compile for ever; and of the rest only the latest stay loaded.
 */
export class SignatureCache<Loaded> {
  private readonly seen = new Set<string>();
  /** In order of use, least recent first. */
  private readonly loaded = new Map<string, Loaded>();

  constructor(private readonly options: SignatureCacheOptions<Loaded>) {}

  /** @returns the compiled form, when it is loaded */
  find(key: string): Loaded | undefined {
    const found = this.loaded.get(key);
    if (found === undefined || this.loaded.size === 1) return found;
    this.loaded.delete(key);
    this.loaded.set(key, found);
    return found;
  }

  /**
   * Must be called before a signature is compiled.
   * @throws TooManySignaturesError beyond the limit
   */
  admit(key: string): void {
    if (this.seen.has(key)) return;
    if (this.seen.size >= SIGNATURE_LIMIT) throw new TooManySignaturesError(SIGNATURE_LIMIT, key.trim());
    this.seen.add(key);
    if (this.seen.size !== SIGNATURES_TO_WARN) return;
    this.options.onWarning(
      `The ${this.options.step} step has been compiled for ${this.seen.size} input shapes, the latest ${key.trim()}; ` +
        `more than ${SIGNATURE_LIMIT} are refused. Pad batches to a few fixed sizes.`,
    );
  }

  /** Keeps a compiled form and unloads the least recently used ones beyond the limit. */
  async keep(key: string, loaded: Loaded): Promise<void> {
    this.loaded.set(key, loaded);
    for (const [oldKey, old] of this.loaded) {
      if (this.loaded.size <= LOADED_LIMIT) return;
      this.loaded.delete(oldKey);
      await this.options.unload(old);
    }
  }

  /** Unloads everything. */
  async clear(): Promise<void> {
    const all = [...this.loaded.values()];
    this.loaded.clear();
    for (const loaded of all) await this.options.unload(loaded);
  }
}
