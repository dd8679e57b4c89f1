/** What the palette looks through, chosen by the first sign. */
export type PaletteMode = 'all' | 'commands' | 'runs' | 'query';

const MODE_BY_SIGN: Readonly<Record<string, PaletteMode>> = { '>': 'commands', '#': 'runs', '=': 'query' };

/** @returns the mode and the words after its sign: `#seed 42` is runs, `seed 42` */
export function readPaletteInput(input: string): { readonly mode: PaletteMode; readonly text: string } {
  const mode = MODE_BY_SIGN[input.trimStart()[0] ?? ''];
  return mode === undefined ? { mode: 'all', text: input.trim() } : { mode, text: input.trimStart().slice(1).trim() };
}

/** Something that the palette can find. */
export interface Findable {
  readonly label: string;
  /** Also searched, for example the id of a run. */
  readonly keywords?: string;
}

/**
 * Entries that hold every word, best first: the label starts with the text, a word starts with it, it is anywhere in the
 * label, it is only in the keywords. Entries of equal rank keep their order.
 */
export function findEntries<T extends Findable>(entries: readonly T[], text: string): readonly T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries
    .map((entry) => ({ entry, rank: rankEntry(entry, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ entry }) => entry);
}

function rankEntry({ label, keywords = '' }: Findable, words: readonly string[]): number | null {
  const lowLabel = label.toLowerCase();
  const all = `${lowLabel} ${keywords.toLowerCase()}`;
  if (!words.every((word) => all.includes(word))) return null;
  if (lowLabel.startsWith(words.join(' '))) return 0;
  if (words.every((word) => ` ${lowLabel}`.includes(` ${word}`))) return 1;
  return words.every((word) => lowLabel.includes(word)) ? 2 : 3;
}

/** A piece of a label; `isMatch` pieces are drawn in the accent. */
export interface LabelPiece {
  readonly text: string;
  readonly isMatch: boolean;
}

/** @returns the label cut where the words of the text occur; the pieces joined are the label */
export function markMatches(label: string, text: string): readonly LabelPiece[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isMatch = new Array<boolean>(label.length).fill(false);
  const low = label.toLowerCase();
  for (const word of words) {
    const at = low.indexOf(word);
    if (at >= 0) isMatch.fill(true, at, at + word.length);
  }
  const pieces: { text: string; isMatch: boolean }[] = [];
  for (const [index, sign] of [...label].entries()) {
    const last = pieces.at(-1);
    const matches = isMatch[index] ?? false;
    if (last?.isMatch === matches) last.text += sign;
    else pieces.push({ text: sign, isMatch: matches });
  }
  return pieces;
}
