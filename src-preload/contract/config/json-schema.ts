import { z } from 'zod';
import { experimentSchema } from './experiment';

/** @returns the JSON Schema of experiment files: what the editor completes and checks with, and the docs page lists */
export function experimentJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(experimentSchema, { io: 'input', unrepresentable: 'any' });
}
