import type { MatchArchive } from './match-archive';

/** Refused matches that are named one by one; all are counted. */
const NAMED_MATCHES = 20;

/** @returns a sentence for each refused match, with file and place, up to a limit, and how many more there are */
export function refusedWarnings({ broken }: Pick<MatchArchive, 'broken'>): readonly string[] {
  const named = broken.slice(0, NAMED_MATCHES).map(({ reason }) => `Left out: ${reason}`);
  const more = broken.length - named.length;
  return more > 0 ? [...named, `${more} more matches were left out.`] : named;
}
