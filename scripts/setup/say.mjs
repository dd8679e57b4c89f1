/** One line about what the set-up does. It goes to stderr: stdout belongs to the command that was asked for. */
export function say(text) {
  process.stderr.write(`assay: ${text}\n`);
}
