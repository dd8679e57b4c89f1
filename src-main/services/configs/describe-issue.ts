import type { z } from 'zod';

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};
/** What a length counts: `1 entry`, `3 characters`; nothing for plain numbers. */
function counted(origin: string, count: unknown): string {
  const isOne = Number(count) === 1;
  if (origin === 'array') return isOne ? ' entry' : ' entries';
  if (origin === 'string') return isOne ? ' character' : ' characters';
  return '';
}

/** @returns what a value must be, in words for a sentence: `at most 10000`, `one of adam, adamw` */
export function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case 'too_small':
      return `${issue.inclusive === false ? 'more than' : 'at least'} ${String(issue.minimum)}${counted(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'less than' : 'at most'} ${String(issue.maximum)}${counted(issue.origin, issue.maximum)}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message.replace(/\.$/, '');
  }
}

/** @returns a value as a message shows it: short JSON, text in quotes */
export function describeValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'nothing';
  return json.length <= 60 ? json : `${json.slice(0, 57)}...`;
}
