import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { KERNEL_NAMES } from '../../../../src-main/engine/compiler/kernels/kernel-name';

const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/compiler.md'), 'utf8');

it('docs/compiler.md lists exactly the kernels that there are', () => {
  const section = page.slice(page.indexOf('## Kernels'), page.indexOf('These are tfjs'));
  const listed = section
    .split('\n')
    .slice(1)
    .join(' ')
    .split('.')
    .join(',')
    .replaceAll(/[^,:]*:/g, ',');
  const names = listed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  expect(names.sort()).toEqual([...KERNEL_NAMES].sort());
});
