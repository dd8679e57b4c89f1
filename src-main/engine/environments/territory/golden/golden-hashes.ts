/** State hash after 60 decisions of a scripted game, by seed (1 normal, 2 hard, 3 brutal); what `goldenHash` gave for these rules. */
export const GOLDEN_HASHES: Readonly<Record<number, string>> = {
  1: '04f7d2ad45ec036e',
  2: '6f4d598c9ab86d8e',
  3: 'ecffd9aa02d1ff3b',
};
