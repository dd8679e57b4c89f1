import type { ConfigFile, SchemaKind } from '#contract/configs';

export interface ConfigGroup {
  /** Folder as a title: `configs / experiments`. */
  readonly title: string;
  readonly files: readonly ConfigFile[];
}

/** Folders in the order of work; files outside them come last. */
const FOLDERS = ['configs/experiments', 'configs/sweeps', 'configs/stages'] as const;

/** @returns the files by folder, each group sorted by name as a person sorts; folders without files are left out */
export function groupConfigs(files: readonly ConfigFile[]): readonly ConfigGroup[] {
  const folders = [...new Set([...FOLDERS, ...files.map(({ path }) => folderOf(path)).sort()])];
  return folders.flatMap((folder) => {
    const inside = files.filter(({ path }) => folderOf(path) === folder);
    const sorted = [...inside].sort((a, b) => BY_NAME.compare(a.path, b.path));
    return inside.length === 0 ? [] : [{ title: folder.replaceAll('/', ' / '), files: sorted }];
  });
}

const BY_NAME = new Intl.Collator('en', { numeric: true });

/** @returns `configs/experiments` of `configs/experiments/ranker.yaml` */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** @returns which schema a file is written by */
export function schemaKindOf(path: string): SchemaKind {
  if (path.startsWith('configs/stages/')) return 'ladder';
  return path.startsWith('configs/sweeps/') ? 'sweep' : 'experiment';
}

/** @returns `ranker.yaml` of `configs/experiments/ranker.yaml` */
export const fileNameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** @returns `ranker` of `configs/experiments/ranker.yaml` */
export const configNameOf = (path: string): string => fileNameOf(path).replace(/\.ya?ml$/, '');

/** @returns the first file that someone most likely wants: the newest experiment, else anything */
export function firstConfig(files: readonly ConfigFile[]): string | null {
  const experiments = files.filter(({ kind }) => kind === 'experiment');
  const pool = experiments.length > 0 ? experiments : files;
  return [...pool].sort((a, b) => b.modifiedAt - a.modifiedAt)[0]?.path ?? null;
}
