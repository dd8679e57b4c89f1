import { readFileSync } from 'node:fs';

/** @returns what stands in a ladder file that was found */
export const ladderText = (file: string | null): string | null => (file === null ? null : readFileSync(file, 'utf8'));
