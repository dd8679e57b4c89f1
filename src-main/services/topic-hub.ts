import type { TopicName, TopicPayload } from '#contract/channels';
import type { Topics } from './workbench';

type Listener = (payload: never) => void;

/** Hands messages to subscribers, in the order of subscription. */
export class TopicHub implements Topics {
  readonly #listeners = new Map<TopicName, Set<Listener>>();

  subscribe<K extends TopicName>(topic: K, listener: (payload: TopicPayload<K>) => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  publish<K extends TopicName>(topic: K, payload: TopicPayload<K>): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])])
      (listener as (payload: TopicPayload<K>) => void)(payload);
  }
}
