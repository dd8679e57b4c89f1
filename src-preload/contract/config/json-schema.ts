import { z } from 'zod';
import { experimentSchema } from './experiment';
import { sweepSchema } from './sweep';

/** @returns the JSON Schema of experiment files: what the editor completes and checks with, and the docs page lists */
export function experimentJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(experimentSchema, { io: 'input', unrepresentable: 'any' });
}

/** @returns the JSON Schema of sweep files */
export function sweepJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(sweepSchema, { io: 'input', unrepresentable: 'any' });
}
