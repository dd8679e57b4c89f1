import { Dirent } from 'node:fs';
import path from 'node:path';
import type { FileStore } from './file-store';

const missing = (file: string): Error => Object.assign(new Error(`${file} is not there`), { code: 'ENOENT' });

/** Files that are gone with the object: for a network that is trained beside the run and leaves nothing. */
export function memoryFileStore(): FileStore {
  const files = new Map<string, Uint8Array>();
  const below = (folder: string) => [...files.keys()].filter((file) => file.startsWith(`${folder}${path.sep}`));
  const read = (file: string): Uint8Array => {
    const bytes = files.get(file);
    if (!bytes) throw missing(file);
    return bytes;
  };
  return {
    makeFolder: () => Promise.resolve(),
    write: (file, bytes) => Promise.resolve(void files.set(file, bytes.slice())),
    async rename(from, to) {
      for (const file of files.has(from) ? [from] : below(from)) {
        files.set(to + file.slice(from.length), read(file));
        files.delete(file);
      }
    },
    link: async (from, to) => void files.set(to, read(from)),
    read: async (file) => read(file),
    async list(folder) {
      const names = new Set(below(folder).map((file) => file.slice(folder.length + 1).split(path.sep)[0]!));
      return [...names].map((name) => folderEntry(folder, name));
    },
    async remove(target) {
      for (const file of [target, ...below(target)]) files.delete(file);
    },
  };
}

/** What lies in a folder here is always a folder: checkpoints keep their files one level deeper. */
function folderEntry(parent: string, name: string): Dirent {
  const entry = Object.create(Dirent.prototype) as Dirent;
  return Object.assign(entry, { name, parentPath: parent, isDirectory: () => true, isFile: () => false });
}
