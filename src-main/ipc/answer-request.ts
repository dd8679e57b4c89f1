import { REQUESTS, type Reply, type RequestName } from '#contract/channels';
import { InvalidRequestError } from '#contract/errors/ipc-errors';
import { serializeError } from '#contract/errors/workbench-error';
import type { RequestHandlers } from './request-handlers';

const isRequestName = (name: unknown): name is RequestName => typeof name === 'string' && Object.hasOwn(REQUESTS, name);

/**
 * Answers whose every row the store has just parsed by the contract's schemas, as it read it; from there to here it is typed
 * code. 10,000 rows would cost half a second a second time, on the thread that ingests and answers everything else.
 */
const PARSED_WHEN_READ: readonly RequestName[] = ['runs:list'];

/**
 * Answers one request: name and payload are parsed by the contract, and so is the answer, so that a fault of ours shows up
 * here and not as a blank screen; except for the long lists of {@link PARSED_WHEN_READ}.
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
    const answer = await handle(parsed.data);
    return { ok: true, value: PARSED_WHEN_READ.includes(name) ? answer : output.parse(answer) };
  } catch (error) {
    return { ok: false, error: serializeError(error) };
  }
}

function firstIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]): string {
  const [issue] = issues;
  return issue ? `${issue.path.map(String).join('.') || 'payload'}: ${issue.message}` : 'unknown reason';
}
