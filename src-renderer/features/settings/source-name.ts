/** @returns whether experiments can name a source so: small letters, digits and hyphens, a letter or digit first */
export const isSourceName = (name: string): boolean => /^[a-z0-9][a-z0-9-]*$/.test(name);

/** @returns a name made from the last part of a path: `C:\\Data\\NBA box scores` gives `nba-box-scores` */
export function sourceName(path: string): string {
  const last = path.split(/[\\/]/).filter(Boolean).at(-1) ?? '';
  return last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
