import { REQUESTS, type Reply, type RequestName } from '#contract/channels';
import { InvalidRequestError } from '#contract/errors/ipc-errors';
import { serializeError } from '#contract/errors/workbench-error';
import type { RequestHandlers } from './request-handlers';

const isRequestName = (name: unknown): name is RequestName => typeof name === 'string' && Object.hasOwn(REQUESTS, name);

/**
 * Answers one request: name and payload are parsed by the contract, and so is the answer, so that a fault of ours shows up
 * here and not as a blank screen.
 * @returns never throws: errors travel as values with their code and next step
 */
export async function answerRequest(
  handlers: RequestHandlers,
  name: unknown,
  payload: unknown,
): Promise<Reply<unknown>> {
  try {
    if (!isRequestName(name)) throw new InvalidRequestError(String(name), 'there is no such request');
    const { input, output } = REQUESTS[name];
    const parsed = input.safeParse(payload);
    if (!parsed.success) throw new InvalidRequestError(name, firstIssue(parsed.error.issues));
    const handle = handlers[name] as (parsedInput: unknown) => Promise<unknown>;
    return { ok: true, value: output.parse(await handle(parsed.data)) };
  } catch (error) {
    return { ok: false, error: serializeError(error) };
  }
}

function firstIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const [issue] = issues;
  return issue ? `${issue.path.map(String).join('.') || 'payload'}: ${issue.message}` : 'unknown reason';
}
