import { readFile } from 'node:fs/promises';
import { WorkFolderError } from '#contract/errors/run-errors';

/** The part of a schema that is needed here; zod's types stay in the contract. */
interface Parser<T> {
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: Error };
}

/**
 * Reads a JSON file that another process wrote, and checks it.
 * @throws WorkFolderError when it is missing, not JSON, or not what it should be
 */
export async function readJsonFile<T>(file: string, schema: Parser<T>): Promise<T> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new WorkFolderError(file, `it cannot be read (${error.message})`);
  });
  const parsed = schema.safeParse(parseJson(file, text));
  if (!parsed.success) throw new WorkFolderError(file, `its content is not valid (${parsed.error.message})`);
  return parsed.data;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new WorkFolderError(file, 'it is not JSON');
  }
}
