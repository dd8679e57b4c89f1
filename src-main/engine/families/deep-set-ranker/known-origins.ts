import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Public collections that box-score folders come from; their licence asks to be named where the data is shown. */
const KNOWN_ORIGINS = [
  {
    repository: 'AntBap23/Nba-Data-and-Analytics-Engineering-Project',
    credit: 'Player rows: AntBap23/Nba-Data-and-Analytics-Engineering-Project, MIT, (c) 2025 Anthony Baptiste',
  },
  {
    repository: 'NocturneBear/NBA-Data-2010-2024',
    credit: 'Playoff rows: NocturneBear/NBA-Data-2010-2024, MIT, (c) 2024 Vitalii Korolyk',
  },
] as const;

/** @returns a credit for each known origin that the folder's CREDITS.md or README.md names */
export function creditsOf(folder: string): readonly string[] {
  const text = ['CREDITS.md', 'README.md']
    .map((file) => join(folder, file))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  return KNOWN_ORIGINS.filter(({ repository }) => text.includes(repository)).map(({ credit }) => credit);
}
