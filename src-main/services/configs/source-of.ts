import { parseDocument } from 'yaml';
import { z } from 'zod';
import { familyDescriptor } from '#contract/families';
import { familyIdSchema } from '#contract/ids';

const namesSource = z.looseObject({
  family: familyIdSchema,
  data: z.looseObject({ source: z.string().optional() }).optional(),
});

/** @returns the data source that the text of an experiment names, or its family's; null for a text that says no family */
export function sourceOf(text: string): string | null {
  const parsed = namesSource.safeParse(parseDocument(text).toJS());
  if (!parsed.success) return null;
  const { family, data } = parsed.data;
  return data?.source ?? familyDescriptor(family).source;
}
