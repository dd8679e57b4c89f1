import { watch } from 'node:fs';
import type { Topics } from '../workbench';

/** Changes of one save arrive as several; they are told together. */
const SETTLE_MS = 100;

/**
 * Tells by `configs:changed` what other programs do to the configurations of a workspace.
 * @returns a function that ends it
 */
export function watchConfigs(configsFolder: string, topics: Topics): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  const tell = (): void => {
    timer = null;
    topics.publish('configs:changed', { paths: [...changed] });
    changed.clear();
  };
  const watcher = watch(configsFolder, { recursive: true, persistent: false }, (_event, name) => {
    if (name === null || !/\.ya?ml$/.test(name)) return;
    changed.add(`configs/${name.replaceAll('\\', '/')}`);
    timer ??= setTimeout(tell, SETTLE_MS);
  });
  // A folder that is taken away ends the watching; the list is read anew whenever it is asked for.
  watcher.on('error', () => watcher.close());
  return () => {
    watcher.close();
    if (timer) clearTimeout(timer);
  };
}
