import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncodedStep, StepManifest, StepSource } from './compile-step';
import type { WarningListener } from './signature-cache';

/** Part of every key: raise it when tracing, lowering or the file's form changes what a step's bytes are. */
const COMPILER_REVISION = 4;
/** Files kept in the folder; the least recently used go first. */
const KEPT_FILES = 64;
const HASH_BYTES = 32;
const LENGTH_BYTES = 4;
const SUFFIX = '.step';

/** Where compiled steps are kept between runs. */
export interface StepCacheOptions {
  /** Made when it is not there. */
  readonly folder: string;
  /**
   * Everything that decides what the loss function computes besides parameters and inputs: the version of the program and
   * the model's configuration. Two models with one identity would be taken for each other.
   */
  readonly identity: string;
}

/**
 * Compiled steps on disk, so that a run starts without tracing. A cache is never a reason to fail: a file that is
 * damaged, cut short or of another form is compiled again, and a folder that cannot be written is done without. Both are
 * said in the log.
 */
export class CompiledStepCache {
  constructor(
    private readonly options: StepCacheOptions,
    private readonly onWarning: WarningListener,
  ) {}

  /** @returns the name of a step: equal for equal identity, code, parameters and signature */
  key({ kind, passing, slots, code, usesHostOperations }: StepSource, signature: string): string {
    const layout = slots.map(({ name, shape, trainable }) => [name, shape, trainable]);
    const parts = [
      COMPILER_REVISION,
      this.options.identity,
      kind,
      passing,
      usesHostOperations,
      code,
      layout,
      signature,
    ];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  /** @returns the step of that name, when it is there and whole */
  async read(key: string): Promise<EncodedStep | undefined> {
    const path = this.path(key);
    try {
      const step = decode(await readFile(path));
      if (!step) this.onWarning(`The compiled step ${path} is damaged; it is compiled again.`);
      else await touch(path);
      return step;
    } catch (error) {
      if (isFileError(error)) return undefined;
      throw error;
    }
  }

  /** Keeps a step under its name; another process writing the same one at the same time does no harm. */
  async write(key: string, step: EncodedStep): Promise<void> {
    try {
      await this.replace(key, step);
    } catch (error) {
      if (!isFileError(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.onWarning(`The compiled step is not kept for the next start: ${reason}.`);
    }
  }

  private async replace(key: string, step: EncodedStep): Promise<void> {
    await mkdir(this.options.folder, { recursive: true });
    const temporary = join(this.options.folder, `${randomUUID()}.part`);
    await writeFile(temporary, encode(step));
    await rename(temporary, this.path(key));
    await this.removeOldest();
  }

  private path(key: string): string {
    return join(this.options.folder, `${key}${SUFFIX}`);
  }

  private async removeOldest(): Promise<void> {
    const { folder } = this.options;
    const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX));
    if (names.length <= KEPT_FILES) return;
    const files = await Promise.all(
      names.map(async (name) => ({ path: join(folder, name), usedMs: (await stat(join(folder, name))).mtimeMs })),
    );
    files.sort((a, b) => b.usedMs - a.usedMs);
    for (const { path } of files.slice(KEPT_FILES)) await rm(path, { force: true });
  }
}

/** Marks a file as used now: the least recently used ones are removed first. */
async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

const isFileError = (error: unknown): boolean => error instanceof Error && 'code' in error;

/** SHA-256 of the rest, length of the manifest, manifest as JSON, model. */
function encode({ bytes, manifest }: EncodedStep): Buffer {
  const text = Buffer.from(JSON.stringify(manifest));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  const content = Buffer.concat([length, text, bytes]);
  return Buffer.concat([createHash('sha256').update(content).digest(), content]);
}

/** The hash vouches for the content: it was written by {@link encode}, so its parts are taken as they are. */
function decode(file: Buffer): EncodedStep | undefined {
  const content = file.subarray(HASH_BYTES);
  const hash = createHash('sha256').update(content).digest();
  if (content.length < LENGTH_BYTES || !hash.equals(file.subarray(0, HASH_BYTES))) return undefined;
  const start = LENGTH_BYTES + content.readUInt32LE(0);
  const manifest = JSON.parse(content.toString('utf8', LENGTH_BYTES, start)) as StepManifest;
  return { bytes: content.subarray(start), manifest };
}
