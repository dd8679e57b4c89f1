import type { Finding } from '../../../environments/territory/diagnostics/finding';

const keyOf = ({ id, severity }: Finding): string => `${id}:${severity}`;

/**
 * Says a diagnostic when it begins to hold, not at every update that it holds; one that went away is said again when it
 * comes back.
 * @param asked ids that were looked for this time; others keep what was said of them
 * @param said  keys of what held before
 */
export function sayOnce(
  findings: readonly Finding[],
  asked: readonly string[],
  said: readonly string[],
): { readonly fresh: readonly Finding[]; readonly said: readonly string[] } {
  const holding = findings.map(keyOf);
  const unasked = said.filter((key) => !asked.includes(key.slice(0, key.indexOf(':'))));
  return { fresh: findings.filter((finding) => !said.includes(keyOf(finding))), said: [...unasked, ...holding] };
}
