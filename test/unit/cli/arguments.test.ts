import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { nearestWorkspace } from '../../../src-main/cli/command-context';
import { ExportFormatError, parseFormats } from '../../../src-main/cli/commands/export';
import { parseSeeds, SeedListError } from '../../../src-main/cli/commands/run';

it('reads seeds, and refuses what is not a whole number', () => {
  expect(parseSeeds('42, 123')).toEqual([42, 123]);
  for (const text of ['', '42,', '1.5', '-3', 'x', '4294967296']) expect(() => parseSeeds(text)).toThrow(SeedListError);
});

it('reads export formats and names the word it does not know', () => {
  expect(parseFormats('npz, tfjs')).toEqual(['npz', 'tfjs']);
  expect(() => parseFormats('npz,pickle')).toThrow(ExportFormatError);
  expect(() => parseFormats('npz,pickle')).toThrow('"pickle"');
});

it('finds the nearest workspace upwards', () => {
  const root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'assay-cli-')));
  const inner = path.join(root, 'configs', 'experiments');
  mkdirSync(inner, { recursive: true });
  expect(nearestWorkspace(inner)).toBeNull();
  writeFileSync(path.join(root, 'assay.db'), '');
  expect(nearestWorkspace(inner)).toBe(root);
});
