/**
 * A reader such as `head` may close its end before everything is said. The command then ends as it would have, with its own exit
 * code and without a word; a training is not lost over it. Other faults of the streams stay errors.
 */
export function endQuietlyWithoutReader(streams: readonly NodeJS.WritableStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
