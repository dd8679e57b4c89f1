import { defineConfig } from 'vitest/config';

// The CommonJS build of tfjs-core registers no gradients: inlining makes Vitest resolve the ES modules, as the bundle does.
const server = { deps: { inline: [/@tensorflow\/tfjs-(core|backend)/] } };

const project = (name: string, timeoutMs: number) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`, `test/${name}/**/*.test.tsx`],
    pool: 'forks' as const,
    server,
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 60_000),
      project('conformance', 120_000),
      project('golden', 60_000),
      project('integration', 300_000),
      { test: { ...project('e2e', 180_000).test, fileParallelism: false } },
    ],
  },
});
