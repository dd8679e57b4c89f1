import { describe, expect, it } from 'vitest';
import { jsonSchemaOf } from '#contract/config/json-schema';

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

describe('the schema of ladder files', () => {
  const ladder = jsonSchemaOf('ladder') as SchemaNode;

  it('completes metrics by part and id, and has no words of our own in it', () => {
    expect(ladder.properties!['metric']!.enum).toEqual(
      expect.arrayContaining(['validation.macro_f1', 'test.log_loss']),
    );
    expect(JSON.stringify(ladder)).not.toContain('"names":"');
  });

  it('completes diagnostics and baselines of every family', () => {
    const text = JSON.stringify(ladder);
    for (const word of ['"ppo-ratio"', '"film-unused"', '"masked_random"', '"constant_velocity"'])
      expect(text).toContain(word);
  });

  it('asks for no key that another ladder may bring', () => {
    expect(ladder.required ?? []).toEqual([]);
    expect(Object.keys(ladder.properties!)).toEqual(expect.arrayContaining(['extends', 'ladder', 'stages']));
  });
});
