import type {
  RequestInput,
  RequestName,
  RequestOutput,
  TopicName,
  TopicPayload,
  WorkbenchBridge,
} from '#contract/channels';
import { RemoteError } from '#contract/errors/workbench-error';

declare global {
  interface Window {
    /** Put there by the preload; the only way out of the window. */
    readonly workbench: WorkbenchBridge;
  }
}

/**
 * Asks main. Main parses the input and its own answer by the contract before it leaves, so the answer is not parsed a second
 * time here: ten thousand rows of the runs table would cost the window a visible pause.
 *
 * @param name  a request of the contract
 * @param input its payload
 * @returns the answer
 * @throws RemoteError with main's message, next step and code
 */
export async function request<K extends RequestName>(name: K, input: RequestInput<K>): Promise<RequestOutput<K>> {
  const reply = await window.workbench.request(name, input);
  if (reply.ok) return reply.value;
  throw new RemoteError(reply.error);
}

/**
 * Listens to messages from main.
 *
 * @returns a function that ends the listening; the caller owns it
 */
export function subscribe<K extends TopicName>(topic: K, listener: (payload: TopicPayload<K>) => void): () => void {
  return window.workbench.subscribe(topic, listener);
}
