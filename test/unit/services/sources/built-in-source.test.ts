import { mkdtempSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SourceNotFoundError } from '#contract/errors/source-errors';
import {
  findSource,
  isBuiltIn,
  listSources,
  type SourcePlaces,
} from '../../../../src-main/services/sources/find-source';

const folder = mkdtempSync(path.join(tmpdir(), 'assay-sources-'));
mkdirSync(path.join(folder, 'territory'));
const places: SourcePlaces = {
  workspaceFolder: folder,
  registered: { find: () => undefined, list: () => [] } as unknown as SourcePlaces['registered'],
  environmentFolder: folder,
  sampleFolder: path.join(folder, 'none'),
};

it('a game is a source without files, whatever lies in a folder of its name', () => {
  const found = findSource('territory', places);
  expect(found).toEqual({ name: 'territory', path: 'built-in:territory', origin: 'built-in' });
  expect([isBuiltIn(found.path), isBuiltIn('/data/territory')]).toEqual([true, false]);
  expect(listSources(places)).toEqual([found]);
});

it('names the places that were looked at for any other name', () => {
  expect(() => findSource('chess', places)).toThrow(SourceNotFoundError);
});
