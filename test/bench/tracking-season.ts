import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { maskedSeq2SeqSchema } from '#contract/config/masked-seq2seq';
import {
  generateTracking,
  SEASON_SIZE,
} from '../../src-main/engine/families/masked-seq2seq/generate/generate-tracking';
import { loadTracking } from '../../src-main/engine/families/masked-seq2seq/prepared/load-tracking';
import { fitPreprocessing } from '../../src-main/engine/families/masked-seq2seq/sequences/preprocessing';
import { splitTracks } from '../../src-main/engine/families/masked-seq2seq/sequences/split-tracks';

/*
 * Preparing a made-up season of the competition's size (14,108 plays, 4.9 million input rows): reading and checking, cutting,
 * keeping, splitting, fitting; then again from the cache. Each part in a process of its own, so that its memory is its own.
 *
 *   node test/bench/run.mjs tracking-season
 */
const [part, folder] = process.argv.slice(2);
const config = maskedSeq2SeqSchema.parse({ family: 'masked-seq2seq' });

function report(what: string, start: number): void {
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const processor = process.cpuUsage();
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${what}: ${seconds} s, processor ${((processor.user + processor.system) / 1e6).toFixed(1)} s, largest memory ${memory} MB, load ${loadavg()[0]!.toFixed(1)}`,
  );
}

function generate(source: string): void {
  const start = performance.now();
  const { rows } = generateTracking(source, 42, SEASON_SIZE);
  report(`generated ${rows.toLocaleString('en-GB')} rows`, start);
}

function prepare(source: string): void {
  const start = performance.now();
  const { data, cache } = loadTracking(config, {
    seed: 1,
    source: { name: 'season', path: source, fingerprint: '' },
    cacheFolder: path.join(source, 'cache'),
    phase: () => {},
    signal: new AbortController().signal,
  });
  const tracks = splitTracks(data, config, source);
  fitPreprocessing(data, config, tracks);
  const rows = data.header.weeks.reduce((sum, week) => sum + week.inputRows, 0);
  report(
    `prepared (${cache.kind}) ${rows.toLocaleString('en-GB')} input rows, ${data.arrays.playGame.length} plays, ${tracks.train.length} training samples`,
    start,
  );
}

if (part === 'generate') generate(folder!);
else if (part === 'prepare') prepare(folder!);
else {
  const source = mkdtempSync(path.join(tmpdir(), 'assay-season-'));
  console.log(`${cpus().length} cores`);
  for (const step of ['generate', 'prepare', 'prepare'])
    spawnSync(process.execPath, [process.argv[1]!, step, source], { stdio: 'inherit' });
  rmSync(source, { recursive: true });
}
