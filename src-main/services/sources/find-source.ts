import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { SourceMissingError, SourceNotFoundError } from '#contract/errors/source-errors';
import { familyDescriptor } from '#contract/families';
import { FAMILY_IDS } from '#contract/ids';
import type { Source } from '#contract/settings';
import type { SourceRepository } from '../../store/repositories/source-repository';

/** A source by name and the place where it lies. */
export interface FoundSource {
  readonly name: string;
  /** Absolute; of a built-in source `built-in:<name>`, where nothing lies. */
  readonly path: string;
  readonly origin: Source['origin'];
}

/** Where sources are looked for, in this order: registered in the workspace, `$ASSAY_DATA/<name>`, samples of the app. */
export interface SourcePlaces {
  readonly workspaceFolder: string;
  readonly registered: SourceRepository;
  /** Value of `ASSAY_DATA`, if it is set. */
  readonly environmentFolder: string | undefined;
  readonly sampleFolder: string;
}

const BUILT_IN_PREFIX = 'built-in:';

/** Sources that a family makes itself: they have no files. */
const BUILT_IN_SOURCES: readonly string[] = FAMILY_IDS.map((family) => familyDescriptor(family))
  .filter(({ playsGames }) => playsGames)
  .map(({ source }) => source);

/** @returns whether nothing lies at the path because the program itself is the source */
export const isBuiltIn = (sourcePath: string): boolean => sourcePath.startsWith(BUILT_IN_PREFIX);

/** @throws SourceMissingError when it is registered and has gone, SourceNotFoundError when it is nowhere */
export function findSource(name: string, places: SourcePlaces): FoundSource {
  if (BUILT_IN_SOURCES.includes(name)) return { name, path: `${BUILT_IN_PREFIX}${name}`, origin: 'built-in' };
  const record = places.registered.find(name);
  if (record) {
    const registered = path.resolve(places.workspaceFolder, record.path);
    if (!existsSync(registered)) throw new SourceMissingError(name, registered);
    return { name, path: registered, origin: 'workspace' };
  }
  for (const { folder, origin } of openFolders(places)) {
    const candidate = path.join(folder, name);
    if (existsSync(candidate)) return { name, path: candidate, origin };
  }
  throw new SourceNotFoundError(name, ['this workspace', ...openFolders(places).map(({ folder }) => folder)]);
}

/** What lies beside the sources that a family reads (other data, notes) is none. */
const FAMILY_SOURCES: ReadonlySet<string> = new Set(FAMILY_IDS.map((family) => familyDescriptor(family).source));

/** @returns every source by name; a name that is found twice counts where it is found first */
export function listSources(places: SourcePlaces): readonly FoundSource[] {
  const names = [
    ...BUILT_IN_SOURCES,
    ...places.registered.list().map(({ name }) => name),
    ...openFolders(places).flatMap(({ folder }) => foldersIn(folder).filter((name) => FAMILY_SOURCES.has(name))),
  ];
  return [...new Set(names)].sort().flatMap((name) => {
    const record = BUILT_IN_SOURCES.includes(name) ? undefined : places.registered.find(name);
    // A registered source that has gone stays in the list, so that a person sees what is missing.
    if (record)
      return [{ name, path: path.resolve(places.workspaceFolder, record.path), origin: 'workspace' as const }];
    return [findSource(name, places)];
  });
}

function openFolders({
  environmentFolder,
  sampleFolder,
}: SourcePlaces): readonly { readonly folder: string; readonly origin: Source['origin'] }[] {
  const environment =
    environmentFolder === undefined
      ? []
      : [{ folder: path.resolve(environmentFolder), origin: 'environment' as const }];
  return [...environment, { folder: sampleFolder, origin: 'sample' as const }];
}

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];
