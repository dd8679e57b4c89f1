import type { WebContents } from 'electron';
import { TOPICS, type TopicName, type TopicPayload } from '#contract/channels';

/** Electron channel of all topics; the preload listens on it. */
const TOPIC_CHANNEL = 'workbench:topic';

/** Sends a topic to the window if there is one. The payload is parsed, so that the window may trust it. */
export function publishTopic<K extends TopicName>(
  contents: WebContents | null,
  topic: K,
  payload: TopicPayload<K>,
): void {
  if (!contents || contents.isDestroyed()) return;
  contents.send(TOPIC_CHANNEL, topic, TOPICS[topic].parse(payload));
}
