import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { decodeOutputs, encodeOutputs } from './outputs-file';
import type { StepOutputs } from './step';

/** Outputs of a step that are kept at once; the ones unused for longest go first. */
const MOST_ENTRIES = 64;

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Steps' outputs by content key, one file each, in the workspace's cache folder; safe to delete at any time. */
export class StepStore {
  private readonly folder: string;

  constructor(cacheFolder: string) {
    this.folder = path.join(cacheFolder, 'pipeline');
  }

  /** @returns null when there are none, or when the file is damaged: it is then made anew */
  find(step: string, key: string): StepOutputs | null {
    const file = this.fileOf(step, key);
    if (!existsSync(file)) return null;
    const outputs = decodeOutputs(readFileSync(file));
    if (outputs) utimesSync(file, new Date(), new Date());
    return outputs;
  }

  /**
   * Keeps outputs under a temporary name first, so that nobody ever reads half of them.
   * @returns why it was not possible, else null: a run needs no cache
   */
  keep(step: string, key: string, outputs: StepOutputs): string | null {
    const file = this.fileOf(step, key);
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(temporary, encodeOutputs(outputs));
      renameSync(temporary, file);
      this.trim(path.dirname(file));
      return null;
    } catch (error) {
      if (existsSync(temporary)) rmSync(temporary);
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** Removes the parts of a step that is whole now. */
  removeParts(step: string, key: string): void {
    const folder = path.dirname(this.fileOf(step, key));
    if (!existsSync(folder)) return;
    const parts = readdirSync(folder).filter((name) => name.startsWith(`${key}.`) && name !== `${key}.step`);
    for (const name of parts) rmSync(path.join(folder, name), { force: true });
  }

  private fileOf(step: string, key: string): string {
    return path.join(this.folder, slug(step), `${key}.step`);
  }

  private trim(folder: string): void {
    const entries = readdirSync(folder)
      .filter((name) => name.endsWith('.step'))
      .map((name) => ({ file: path.join(folder, name), used: statSync(path.join(folder, name)).mtimeMs }))
      .sort((a, b) => b.used - a.used);
    for (const { file } of entries.slice(MOST_ENTRIES)) rmSync(file, { force: true });
  }
}

/** @returns the key under which a part of a step is kept */
export const partKey = (key: string, part: string): string => `${key}.${slug(part)}`;
