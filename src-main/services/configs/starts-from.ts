import { ConfigStartsFromError } from '#contract/errors/config-errors';
import { checkpointIdSchema } from '#contract/ids';
import type { WeightTransfer } from '#contract/run-config';

const LINE = /^#[ \t]*starts-from:[ \t]*(.*?)[ \t]*$/m;
const EQUAL_ONLY = ', equal parameters';

/** The checkpoint that an experiment starts from, and how much of it. */
export interface StartsFrom {
  readonly checkpointId: string;
  readonly transfer: WeightTransfer;
}

/**
 * Reads the comment by which a forked experiment says where its weights come from: `# starts-from: r-0123456789:last`, or
 * with `, equal parameters` behind it for a checkpoint of another architecture. A comment, not a key: the configuration
 * stays what is trained, and taking the line away is all it takes to start from the beginning.
 * @returns null when there is no such line
 * @throws ConfigStartsFromError
 */
export function readStartsFrom(file: string, text: string): StartsFrom | null {
  const match = LINE.exec(text);
  if (!match) return null;
  const said = match[1] ?? '';
  const transfer = said.endsWith(EQUAL_ONLY) ? 'equal' : 'all';
  const checkpointId = transfer === 'equal' ? said.slice(0, -EQUAL_ONLY.length) : said;
  if (checkpointIdSchema.safeParse(checkpointId).success) return { checkpointId, transfer };
  throw new ConfigStartsFromError({ file, line: text.slice(0, match.index).split('\n').length, column: 1 }, said);
}

/** @returns the comment line that {@link readStartsFrom} reads */
export const startsFromLine = (checkpointId: string): string => `# starts-from: ${checkpointId}\n`;
