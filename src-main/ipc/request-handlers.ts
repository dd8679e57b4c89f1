import type { RequestName, RequestOutput, RequestPayload } from '#contract/channels';

/** One function for each request of the contract: forget one and it does not compile. */
export type RequestHandlers = {
  readonly [K in RequestName]: (payload: RequestPayload<K>) => Promise<RequestOutput<K>> | RequestOutput<K>;
};
