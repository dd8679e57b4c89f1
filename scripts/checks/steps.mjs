import { localTool } from '../setup/local-tool.mjs';

const LAYERS = ['src-main', 'src-preload', 'src-renderer'];

/** What `npm run check` looks at. Commands are made late: on a fresh checkout the tools are installed first. */
export const STEPS = [
  { name: 'types', command: () => [...localTool('typescript', 'tsc'), '-b', '--pretty', 'false'] },
  {
    name: 'boundaries',
    command: () => [...localTool('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', ...LAYERS],
  },
  {
    name: 'lint',
    command: ({ fix }) => [...localTool('eslint'), '.', '--max-warnings', '0', ...(fix ? ['--fix'] : [])],
  },
  {
    name: 'formatting',
    command: ({ fix }) => [
      ...localTool('prettier'),
      '.',
      ...(fix ? ['--write', '--log-level', 'warn'] : ['--check']),
      ...['--cache', '--cache-location', '.cache/prettier'],
    ],
  },
];
