import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate/browser';
import type { GenerateOutput } from '#contract/jobs';
import { randomStream } from '../../../random/random-stream';
import type { RandomStream } from '../../../random/random-stream';
import { madeUpMatch } from './made-up-match';
import type { MadeUpPlayer, MadeUpSide } from './made-up-match';
import { madeUpName } from './made-up-names';

const TEAMS = 6;
const PLAYERS = 11;
const MATCHES = 60;
const FIRST_ID = 9_000_001;
const FILE = 'made-up-matches.zip';
const README = 'Made-up matches in the JSON form of Cricsheet archives. Nobody played them.\n';

/**
 * Writes an archive of made-up matches, in the published form. The same seed writes the same bytes.
 *
 * @param directory made when it is missing
 * @param matches   how many; a split needs ten at least
 */
export function generateMatches(directory: string, seed: number, matches = MATCHES): GenerateOutput {
  const random = randomStream(seed, 'generate.cricket');
  const sides = Array.from({ length: TEAMS }, (_, team) => madeUpSide(team, random));
  const files: Record<string, Uint8Array> = { 'README.txt': strToU8(README) };
  for (let number = 0; number < matches; number += 1) {
    const home = random.integer(TEAMS);
    const visitors = (home + 1 + random.integer(TEAMS - 1)) % TEAMS;
    const match = madeUpMatch(number, [sides[home]!, sides[visitors]!], random);
    files[`${FIRST_ID + number}.json`] = strToU8(JSON.stringify(match));
  }
  mkdirSync(directory, { recursive: true });
  // A fixed time: equal matches give equal bytes.
  writeFileSync(join(directory, FILE), zipSync(files, { mtime: new Date(2020, 0, 1) }));
  return { files: [FILE], rows: matches };
}

function madeUpSide(team: number, random: RandomStream): MadeUpSide {
  const players = Array.from({ length: PLAYERS }, (_, position) =>
    madeUpPlayer(team * PLAYERS + position, position, random),
  );
  return { team: madeUpName('Team', team + 1), players };
}

/** Batting falls and bowling rises along the order, as in real sides. */
function madeUpPlayer(number: number, position: number, random: RandomStream): MadeUpPlayer {
  const place = position / (PLAYERS - 1) - 0.5;
  return {
    id: `made-up-${number + 1}`,
    name: madeUpName('Player', number + 1),
    batting: random.normal() - 2 * place,
    bowling: random.normal() + 2 * place,
  };
}
