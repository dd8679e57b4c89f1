import { contextBridge, ipcRenderer } from 'electron';
import type { Reply, TopicName, WorkbenchBridge } from '#contract/channels';

/** Electron channels of the two directions; main listens on the first and sends on the second. */
const REQUEST_CHANNEL = 'workbench:request';
const TOPIC_CHANNEL = 'workbench:topic';

const listeners = new Map<TopicName, Set<(payload: never) => void>>();

ipcRenderer.on(TOPIC_CHANNEL, (_event, topic: TopicName, payload: unknown) => {
  for (const listener of listeners.get(topic) ?? []) listener(payload as never);
});

// Types only from the contract: its schemas would make this file, which runs before the first paint, fifty times as large.
// Main parses every name and payload by them.
const bridge: WorkbenchBridge = {
  request(name, input) {
    return ipcRenderer.invoke(REQUEST_CHANNEL, name, input) as Promise<Reply<never>>;
  },
  subscribe(topic, listener) {
    const set = listeners.get(topic) ?? new Set();
    listeners.set(topic, set);
    set.add(listener);
    return () => set.delete(listener);
  },
};

contextBridge.exposeInMainWorld('workbench', bridge);
