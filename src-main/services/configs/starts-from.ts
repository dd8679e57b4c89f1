import { ConfigStartsFromError } from '#contract/errors/config-errors';
import { checkpointIdSchema } from '#contract/ids';

const LINE = /^#[ \t]*starts-from:[ \t]*(.*?)[ \t]*$/m;

/**
 * Reads the comment by which a forked experiment says where its weights come from. A comment, not a key: the configuration
 * stays what is trained, and taking the line away is all it takes to start from the beginning.
 * @returns checkpoint id, or null when there is no such line
 * @throws ConfigStartsFromError
 */
export function readStartsFrom(file: string, text: string): string | null {
  const match = LINE.exec(text);
  if (!match) return null;
  const id = match[1] ?? '';
  if (checkpointIdSchema.safeParse(id).success) return id;
  throw new ConfigStartsFromError({ file, line: text.slice(0, match.index).split('\n').length, column: 1 }, id);
}

/** @returns the comment line that {@link readStartsFrom} reads */
export const startsFromLine = (checkpointId: string): string => `# starts-from: ${checkpointId}\n`;
