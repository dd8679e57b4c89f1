/** The import rules of ARCHITECTURE.md, checked by `npm run check`. One rule a layer: what it may import, everything else is an error. */
const may = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: [...allowed, '^node_modules/@types/'].join('|') },
});

const CONTRACT = '^src-preload/contract/';
const NODE =
  '^(node:)?(assert|async_hooks|buffer|child_process|crypto|events|fs|module|net|os|path|perf_hooks|process|readline|stream|string_decoder|timers|tty|url|util|v8|worker_threads|zlib)(/|$)';
const NATIVE_OR_TENSOR = 'node_modules/(@tensorflow/(tfjs-backend-|tfjs-node)|onnxruntime|koffi)';
const SQLITE = 'node_modules/better-sqlite3';
const ELECTRON = 'node_modules/electron/|^electron$';

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|modulePath|asset|raw)|^electron$' },
    },
    may(
      'contract-imports-nobody',
      CONTRACT,
      [CONTRACT, 'node_modules/zod/'],
      'The contract is pure TypeScript: itself and zod.',
    ),
    may(
      'preload',
      '^src-preload/index\\.ts$',
      [CONTRACT, ELECTRON],
      'The preload passes messages and knows nothing else.',
    ),
    may(
      'renderer-ui',
      '^src-renderer/ui/',
      ['^src-renderer/ui/', CONTRACT, 'node_modules/'],
      'Parts know no screen and no bridge.',
    ),
    may(
      'renderer-lib',
      '^src-renderer/lib/',
      ['^src-renderer/lib/', CONTRACT, 'node_modules/'],
      'Library code knows no screen.',
    ),
    {
      name: 'renderer-feature',
      comment: 'A feature imports itself, ui, lib and the contract; never another feature.',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { pathNot: ['^src-renderer/features/$1/', '^src-renderer/(ui|lib)/', CONTRACT, 'node_modules/'].join('|') },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { path: ['^src-main/', ELECTRON, SQLITE, NATIVE_OR_TENSOR, 'node_modules/@tensorflow/'].join('|') },
    },
    {
      name: 'renderer-no-core-modules',
      severity: 'error',
      from: { path: '^src-renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'tensor-backends-in-one-place',
      comment: 'engine/backend is the only place that imports tensor backends, onnxruntime-node or tfjs-node.',
      severity: 'error',
      from: { path: '^src-main/', pathNot: '^src-main/engine/backend/' },
      to: { path: NATIVE_OR_TENSOR },
    },
    may(
      'engine',
      '^src-main/engine/',
      [
        '^src-main/(engine|statistics)/',
        CONTRACT,
        NODE,
        'node_modules/(@tensorflow/|onnxruntime|koffi|protobufjs|fflate|long)',
      ],
      'The engine knows neither the window nor the database.',
    ),
    {
      name: 'family-never-another-family',
      severity: 'error',
      from: { path: '^src-main/engine/families/([^/]+)/' },
      to: { path: '^src-main/engine/families/[^/]+/', pathNot: '^src-main/engine/families/$1/' },
    },
    may('store', '^src-main/store/', ['^src-main/store/', SQLITE, CONTRACT, NODE], 'Only SQLite and the contract.'),
    may('statistics', '^src-main/statistics/', ['^src-main/statistics/', 'node_modules/jstat'], 'Pure functions.'),
    may(
      'stages-and-sweep',
      '^src-main/(stages|sweep)/',
      ['^src-main/(stages|sweep)/', '^src-main/statistics/', CONTRACT],
      'Training is injected as a function.',
    ),
    may(
      'executors',
      '^src-main/executors/',
      ['^src-main/executors/', CONTRACT, NODE],
      'How a worker is started: Node only.',
    ),
    may(
      'services',
      '^src-main/services/',
      ['^src-main/(services|store|sweep|stages|statistics|executors)/', CONTRACT, NODE, 'node_modules/(yaml|zod)/'],
      'The engine only through the worker.',
    ),
    may(
      'worker',
      '^src-main/worker/',
      ['^src-main/(worker|engine)/', '^src-main/executors/process-identity', CONTRACT, NODE],
      'The engine, one run; and how a process is recognised, so that both sides write it alike.',
    ),
    may('ipc', '^src-main/ipc/', ['^src-main/(ipc|services)/', CONTRACT, ELECTRON, NODE], 'Channels to services.'),
    may(
      'shell',
      '^src-main/shell/',
      ['^src-main/shell/', CONTRACT, ELECTRON, NODE, '\\?(modulePath|asset)'],
      'Window, menus, protocol.',
    ),
    may(
      'main',
      '^src-main/index\\.ts$',
      ['^src-main/(ipc|shell|services)/', CONTRACT, ELECTRON, NODE, '\\?modulePath'],
      'Puts the parts together.',
    ),
    may(
      'cli',
      '^src-main/(cli\\.ts|cli/)',
      ['^src-main/(cli/|services/)', CONTRACT, NODE, 'node_modules/(commander|yaml)/'],
      'The second door: services only.',
    ),
    {
      name: 'cli-never-reaches-electron',
      severity: 'error',
      from: { path: '^src-main/cli\\.ts$' },
      to: { path: ELECTRON, reachable: true },
    },
    {
      name: 'main-never-reaches-tensors',
      comment: 'Main and the CLI know nothing of tensors; the worker does.',
      severity: 'error',
      from: { path: '^src-main/(index|cli)\\.ts$' },
      to: { path: 'node_modules/@tensorflow/|^src-main/engine/', reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.main.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
