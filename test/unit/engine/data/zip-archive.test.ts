import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotAZipError, ZipEntryDamagedError, ZipTooLargeError } from '#contract/errors/archive-errors';
import { zipFiles } from '../../../../src-main/engine/data/zip-archive';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'assay-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

const readAll = (file: string) =>
  [...zipFiles(file, () => true)].map(({ name, content }) => [name, content.toString()]);

const DIRECTORY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);

/** Changes the declared size in the directory of an archive with one entry. */
function withDeclaredSize(zip: Uint8Array, bytes: number): Buffer {
  const changed = Buffer.from(zip);
  changed.writeUInt32LE(bytes, changed.indexOf(DIRECTORY) + 24);
  return changed;
}

describe('zipFiles', () => {
  it('unpacks stored and deflated entries, chosen by name, in the order of the archive', () => {
    const zip = zipSync({
      'b.json': strToU8('{"b":1}'),
      'README.txt': strToU8('words'),
      'a.json': [strToU8('{}'), { level: 0 }],
    });
    const file = written('good.zip', zip);
    expect(
      [...zipFiles(file, (name) => name.endsWith('.json'))].map(({ name, content, fraction }) => [
        name,
        content.toString(),
        fraction,
      ]),
    ).toEqual([
      ['b.json', '{"b":1}', 0.5],
      ['a.json', '{}', 1],
    ]);
  });

  it('unpacks an empty entry', () => {
    expect(readAll(written('empty.zip', zipSync({ 'a.json': new Uint8Array(0) })))).toEqual([['a.json', '']]);
  });

  it('refuses what is no archive, and what is cut short', () => {
    expect(() => readAll(written('words.zip', strToU8('these are words')))).toThrow(NotAZipError);
    const zip = zipSync({ 'a.json': strToU8('x'.repeat(1000)) });
    expect(() => readAll(written('cut.zip', zip.subarray(0, zip.length - 30)))).toThrow(NotAZipError);
  });

  it('stops unpacking at the declared size', () => {
    // 10 MB of zeros pack into 10 kB; the directory says 100 bytes.
    const bomb = withDeclaredSize(zipSync({ 'a.json': new Uint8Array(10_000_000) }), 100);
    expect(() => readAll(written('bomb.zip', bomb))).toThrow(ZipTooLargeError);
  });

  it('refuses a declared size that no match has before it unpacks anything', () => {
    const huge = withDeclaredSize(zipSync({ 'a.json': new Uint8Array(1000) }), 2_000_000_000);
    expect(() => readAll(written('huge.zip', huge))).toThrow('a.json unpacks to more than 67,108,864 bytes');
  });

  it('names an entry that is shorter than declared, or whose checksum is wrong', () => {
    const short = withDeclaredSize(zipSync({ 'a.json': strToU8('twelve bytes') }), 13);
    expect(() => readAll(written('short.zip', short))).toThrow(
      'a.json in short.zip is damaged: it is shorter than declared',
    );
    const flipped = Buffer.from(zipSync({ 'a.json': [strToU8('stored'), { level: 0 }] }));
    flipped[flipped.indexOf('stored')] = 'S'.charCodeAt(0);
    expect(() => readAll(written('flipped.zip', flipped))).toThrow(ZipEntryDamagedError);
  });
});
