import * as monaco from 'monaco-editor';
import EditorWorker from 'monaco-editor/esm/vs/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/esm/vs/language/json/json.worker?worker';
import { configureMonacoYaml, type MonacoYaml } from 'monaco-yaml';
import type { ConfigProblem, SchemaKind } from '#contract/configs';
import { describeSchema } from './describe-schema';
import YamlWorker from './yaml.worker?worker';

// Workers are ES modules of the app itself: the content security policy allows nothing else.
const WORKERS: Readonly<Record<string, new () => Worker>> = { yaml: YamlWorker, json: JsonWorker };
self.MonacoEnvironment = { getWorker: (_, label) => new (WORKERS[label] ?? EditorWorker)() };

const OPTIONS = {
  enableSchemaRequest: false,
  // Our own check knows more (data sources, links between keys) and names the fix; two voices would say things twice.
  validate: false,
  hover: true,
  completion: true,
};

let yaml: MonacoYaml | null = null;

const FOLDERS: Readonly<Record<SchemaKind, string>> = { experiment: 'experiments', sweep: 'sweeps', ladder: 'stages' };
const schemas = new Map<SchemaKind, unknown>();

/** Gives completion and hover the schema of files of a kind; hovers show meaning, unit, range, default and effect. */
export function setSchema(kind: SchemaKind, schema: unknown): void {
  if (schemas.get(kind) === schema) return;
  schemas.set(kind, schema);
  const options = {
    ...OPTIONS,
    schemas: [...schemas].map(([known, content]) => ({
      uri: `app://assay/schema/${known}.json`,
      fileMatch: [`**/configs/${FOLDERS[known]}/**`],
      schema: describeSchema(content) as object,
    })),
  };
  if (yaml === null) yaml = configureMonacoYaml(monaco, options);
  else void yaml.update(options);
}

/** Problems by address of the text, for the quick fixes. */
const problemsByUri = new Map<string, readonly ConfigProblem[]>();

/** Tells the quick fixes what is wrong in a text. */
export function keepProblems(uri: monaco.Uri, problems: readonly ConfigProblem[]): void {
  problemsByUri.set(uri.toString(), problems);
}

/** @returns the marked place of a problem */
export const rangeOf = ({ line, column, endLine, endColumn }: ConfigProblem): monaco.IRange => ({
  startLineNumber: line,
  startColumn: column,
  endLineNumber: endLine,
  endColumn,
});

monaco.languages.registerCodeActionProvider('yaml', {
  provideCodeActions: (model, range) => ({
    actions: (problemsByUri.get(model.uri.toString()) ?? []).flatMap((problem) =>
      problem.fix !== null && monaco.Range.areIntersectingOrTouching(rangeOf(problem), range)
        ? [quickFix(model, problem, problem.fix)]
        : [],
    ),
    dispose: () => undefined,
  }),
});

const quickFix = (
  model: monaco.editor.ITextModel,
  problem: ConfigProblem,
  fix: NonNullable<ConfigProblem['fix']>,
): monaco.languages.CodeAction => ({
  title: fix.label,
  kind: 'quickfix',
  isPreferred: true,
  edit: {
    edits: [
      {
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range: rangeOf(problem), text: fix.replacement },
      },
    ],
  },
});

export { monaco };
