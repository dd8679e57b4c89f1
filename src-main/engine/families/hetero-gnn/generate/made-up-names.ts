const MARK = 'Made-up';

/** Names of a made-up source say that they are. */
export const madeUpName = (what: string, number: number): string => `${MARK} ${what} ${number}`;

export const isMadeUp = (name: string): boolean => name.startsWith(`${MARK} `);
