import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { maskedSeq2SeqSchema } from '#contract/config/masked-seq2seq';
import { loadTracking } from '../../../../../src-main/engine/families/masked-seq2seq/prepared/load-tracking';
import { inputRow, outputRows, TWO_FRAMES, writeTracking } from '../../../../support/tiny-tracking';

const config = (sequences: object = {}) => maskedSeq2SeqSchema.parse({ family: 'masked-seq2seq', sequences });

describe('prepared tracks', () => {
  let folder: string;
  let cacheFolder: string;
  let phases: string[];
  const load = (sequences: object = {}) =>
    loadTracking(config(sequences), {
      seed: 1,
      source: { name: 'tiny', path: folder, fingerprint: '' },
      cacheFolder,
      phase: (name) => phases.push(name),
      signal: new AbortController().signal,
    });
  const kept = (): string[] => readdirSync(path.join(cacheFolder, 'masked-seq2seq'));

  beforeEach(() => {
    folder = writeTracking(TWO_FRAMES, outputRows());
    cacheFolder = mkdtempSync(path.join(tmpdir(), 'assay-cache-'));
    phases = [];
  });

  it('are read back byte for byte', () => {
    const built = load();
    const hit = load();
    expect([built.cache, hit.cache]).toEqual([{ kind: 'built', because: null }, { kind: 'hit' }]);
    expect(hit.data).toEqual(built.data);
  });

  it('without masks are explained and built anew: masks are never made up', () => {
    load();
    rmSync(path.join(cacheFolder, 'masked-seq2seq', kept()[0]!, 'mask.u8'));
    const { cache, data } = load();
    expect(cache).toMatchObject({ kind: 'built', because: expect.stringMatching(/no masks/) as string });
    expect(phases.join()).toMatch(/rebuilding sequences: it has no masks \(mask missing\)/);
    expect([...data.arrays.mask.slice(0, 4)]).toEqual([1, 1, 1, 0]);
    expect(load().cache.kind).toBe('hit');
  });

  it('of other lengths are explained, built anew, and both kept', () => {
    load({ max_input_len: 50, max_output_len: 60 });
    expect(load().cache).toEqual({
      kind: 'built',
      because: 'its sequences are 50 and 60 frames long, 30 and 40 are asked for',
    });
    expect(kept()).toHaveLength(2);
    expect(load({ max_input_len: 50, max_output_len: 60 }).cache.kind).toBe('hit');
  });

  it('serve every feature set, target and split: those are made from them', () => {
    load();
    expect(load({ feature_set: 'original', target: 'position' }).cache.kind).toBe('hit');
  });

  it('that were changed on the disk, or whose source was, are built anew', () => {
    load();
    writeFileSync(path.join(cacheFolder, 'masked-seq2seq', kept()[0]!, 'frames.f32'), Buffer.alloc(48));
    expect(load().cache).toEqual({ kind: 'built', because: 'frames.f32 is damaged' });
    writeTracking([...TWO_FRAMES, inputRow({ frame_id: 3 })], outputRows(), folder);
    expect(load().cache).toEqual({ kind: 'built', because: 'the files of the source have changed' });
  });

  it('that cannot be kept cost the cache, not the run', () => {
    writeFileSync(path.join(cacheFolder, 'masked-seq2seq'), 'a file where the folder should be');
    expect(load().cache.kind).toBe('not-stored');
  });

  it('stop between two weeks when the run is cancelled', () => {
    const cancelled = new AbortController();
    cancelled.abort(new Error('cancelled by you'));
    expect(() =>
      loadTracking(config(), {
        seed: 1,
        source: { name: 'tiny', path: folder, fingerprint: '' },
        cacheFolder,
        phase: () => {},
        signal: cancelled.signal,
      }),
    ).toThrow(/cancelled by you/);
  });
});
