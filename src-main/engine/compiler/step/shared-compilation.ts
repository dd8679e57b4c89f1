import { LOADED_LIMIT } from './signature-cache';

/** What a step is compiled to, made once a signature for all threads that run it. The newest few are kept. */
export class SharedCompilation<Made> {
  private readonly made = new Map<string, Made>();

  /** @param key of the signature */
  of(key: string, make: () => Made): Made {
    const found = this.made.get(key);
    if (found !== undefined) return found;
    const value = make();
    this.made.set(key, value);
    const [oldest] = this.made.keys();
    if (this.made.size > LOADED_LIMIT) this.made.delete(oldest!);
    return value;
  }
}
