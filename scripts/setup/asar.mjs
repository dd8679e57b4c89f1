import { writeFileSync } from 'node:fs';

/**
 * Writes an asar archive of a few text files.
 *
 * Layout: a 16-byte head of four little-endian sizes (Chromium's Pickle format), the index as JSON padded to four bytes, then the
 * files one after the other. See the README of the `@electron/asar` package.
 *
 * @param {string} target path of the archive
 * @param {Record<string, string>} files text by name
 */
export function writeAsar(target, files) {
  const contents = Object.values(files).map((text) => Buffer.from(text));
  let offset = 0;
  const index = {};
  Object.keys(files).forEach((name, position) => {
    index[name] = { size: contents[position].length, offset: String(offset) };
    offset += contents[position].length;
  });
  const json = Buffer.from(JSON.stringify({ files: index }));
  const paddedLength = Math.ceil(json.length / 4) * 4;
  const head = Buffer.alloc(16 + paddedLength);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + paddedLength, 4);
  head.writeUInt32LE(4 + paddedLength, 8);
  head.writeUInt32LE(json.length, 12);
  json.copy(head, 16);
  writeFileSync(target, Buffer.concat([head, ...contents]));
}
