import { notify, notifyError } from './notices';

/**
 * Puts a text on the clipboard and says so; a failure is said as well.
 *
 * @param text or what will become one, such as a report that main writes
 * @param said the notice: `Report copied.`
 */
export function copyText(text: string | Promise<string>, said: string): void {
  Promise.resolve(text)
    .then((ready) => navigator.clipboard.writeText(ready))
    .then(() => notify({ tone: 'ok', title: said }))
    .catch(notifyError);
}
