import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { builtBinding, tfjsNodePackage } from '../../../src-main/executors/tfjs-node-binding/find-binding';
import { workerEnvironment } from '../../../src-main/executors/worker-environment';
import { tensorFlowLibraryNames } from '../../../src-preload/contract/tensorflow-library';

const [NAMES = []] = tensorFlowLibraryNames(process.platform);

/** What is said of native parts. */
const nativeParts = (environment: Record<string, string>) =>
  Object.fromEntries(Object.entries(workerEnvironment(environment)).filter(([name]) => name.startsWith('ASSAY_')));

it.runIf(process.platform === 'linux')(
  'lets freed memory stay with a worker, unless the person set it otherwise',
  () => {
    const XDG_CACHE_HOME = mkdtempSync(path.join(tmpdir(), 'worker-environment-'));
    expect(workerEnvironment({ XDG_CACHE_HOME })).toMatchObject({
      MALLOC_MMAP_THRESHOLD_: '33554432',
      MALLOC_TRIM_THRESHOLD_: '4294967296',
    });
    expect(workerEnvironment({ XDG_CACHE_HOME, MALLOC_TRIM_THRESHOLD_: '1' })).not.toHaveProperty(
      'MALLOC_TRIM_THRESHOLD_',
    );
  },
);

it('tells a worker the library that a person names, and the native part of tfjs-node that was built for it', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'worker-environment-'));
  for (const name of NAMES) writeFileSync(path.join(root, name), 'four');
  const environment = { ASSAY_TENSORFLOW: root, XDG_CACHE_HOME: path.join(root, 'cache') };
  expect(nativeParts(environment)).toEqual({ ASSAY_TENSORFLOW_LIBRARY: root });

  const binding = builtBinding(path.join(root, 'cache', 'assay'), tfjsNodePackage()!, root);
  mkdirSync(path.dirname(binding), { recursive: true });
  writeFileSync(binding, '');
  expect(nativeParts(environment)).toEqual({ ASSAY_TENSORFLOW_LIBRARY: root, ASSAY_TFJS_NODE_BINDING: binding });
});
