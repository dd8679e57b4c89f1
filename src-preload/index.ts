import { contextBridge, ipcRenderer } from 'electron';
import {
  REQUESTS,
  TOPICS,
  type Reply,
  type RequestName,
  type TopicName,
  type WorkbenchBridge,
} from '#contract/channels';

/** Electron channels of the two directions; main listens on the first and sends on the second. */
const REQUEST_CHANNEL = 'workbench:request';
const TOPIC_CHANNEL = 'workbench:topic';

const listeners = new Map<TopicName, Set<(payload: never) => void>>();

ipcRenderer.on(TOPIC_CHANNEL, (_event, topic: unknown, payload: unknown) => {
  if (typeof topic !== 'string' || !Object.hasOwn(TOPICS, topic)) return;
  for (const listener of listeners.get(topic as TopicName) ?? []) listener(payload as never);
});

const bridge: WorkbenchBridge = {
  request(name, input) {
    // Main parses the payload by the same table; here only the name is checked, so that nothing else is ever sent.
    if (!Object.hasOwn(REQUESTS, name)) return Promise.reject(new TypeError(`There is no request ${String(name)}.`));
    return ipcRenderer.invoke(REQUEST_CHANNEL, name, input) as Promise<Reply<never>>;
  },
  subscribe(topic, listener) {
    const set = listeners.get(topic) ?? new Set();
    listeners.set(topic, set);
    set.add(listener as (payload: never) => void);
    return () => set.delete(listener as (payload: never) => void);
  },
};

contextBridge.exposeInMainWorld('workbench', bridge);

export type { RequestName };
