import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  copyObservation,
  createObservations,
  type TerritoryObservations,
} from '../../../environments/territory/observation/observation-layout';

/** Observations for a JSON file: base64 of the deflated bytes of each part; a map of large areas shrinks to a tenth. */
export interface StoredObservations {
  readonly codes: string;
  readonly palettes: string;
  readonly globals: string;
}

const pack = (part: Uint8Array | Float32Array): string =>
  deflateRawSync(Buffer.from(part.buffer, part.byteOffset, part.byteLength)).toString('base64');

/** @param rows of `observations` to store, in this order */
export function storeObservations(observations: TerritoryObservations, rows: readonly number[]): StoredObservations {
  const chosen = createObservations(rows.length);
  rows.forEach((row, index) => copyObservation(observations, row, chosen, index));
  return { codes: pack(chosen.codes), palettes: pack(chosen.palettes), globals: pack(chosen.globals) };
}

/** Inverse of {@link storeObservations}. */
export function loadObservations(stored: StoredObservations, rows: number): TerritoryObservations {
  const observations = createObservations(rows);
  const unpack = (text: string): Buffer => inflateRawSync(Buffer.from(text, 'base64'));
  const floats = (text: string): Float32Array => new Float32Array(new Uint8Array(unpack(text)).buffer);
  observations.codes.set(unpack(stored.codes));
  observations.palettes.set(floats(stored.palettes));
  observations.globals.set(floats(stored.globals));
  return observations;
}
