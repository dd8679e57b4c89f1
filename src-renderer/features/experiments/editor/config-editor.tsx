import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { ConfigProblem, SchemaKind } from '#contract/configs';
import { watchTheme } from '../../../ui/chart/palette';
import { editorOptions } from './editor-options';
import { keepProblems, monaco, rangeOf, setSchema } from './monaco-setup';
import { applyEditorTheme, THEME_NAME } from './monaco-theme';
import type { InlineNote } from './problem-marks';
import './config-editor.css';

export interface Cursor {
  readonly line: number;
  readonly column: number;
}

/** What the panes around the editor may ask of it. */
export interface ConfigEditorHandle {
  /** Puts the cursor at a place and the focus into the text. */
  reveal(place: Cursor): void;
  /** Replaces the marked text; one step for undo. */
  applyFix(problem: ConfigProblem): void;
}

export interface ConfigEditorProps {
  readonly ref?: Ref<ConfigEditorHandle>;
  /** Relative to the workspace. */
  readonly path: string;
  readonly text: string;
  readonly onTextChange: (text: string) => void;
  /** Where the cursor stands when the file is opened. */
  readonly startAt: Cursor;
  readonly onCursorChange: (cursor: Cursor) => void;
  readonly problems: readonly ConfigProblem[];
  readonly notes: readonly InlineNote[];
  readonly kind: SchemaKind;
  /** JSON Schema of files of this kind; null until it is known. */
  readonly schema: unknown;
}

const uriOf = (path: string): monaco.Uri => monaco.Uri.parse(`file:///${path}`);

/** The text of a configuration in Monaco: completion and hover from the schema, problems and fixes from our own check. */
export default function ConfigEditor(props: ConfigEditorProps) {
  const { ref, path, text, startAt, kind, schema, problems, notes } = props;
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor | null>(null);
  const newest = useRef(props);
  useEffect(() => {
    newest.current = props;
  });

  useEffect(() => {
    if (schema !== null) setSchema(kind, schema);
  }, [kind, schema]);

  useEffect(() => {
    if (host === null) return undefined;
    applyEditorTheme();
    const end = watchTheme(applyEditorTheme);
    const made = monaco.editor.create(host, {
      ...editorOptions(),
      theme: THEME_NAME,
      model: null,
      tabSize: 2,
      insertSpaces: true,
      glyphMargin: false,
      quickSuggestions: { strings: true, other: true, comments: false },
    });
    const listeners = [
      made.onDidChangeModelContent(() => {
        const value = made.getValue();
        reported.current.add(value);
        newest.current.onTextChange(value);
      }),
      made.onDidChangeCursorPosition(({ position }) =>
        newest.current.onCursorChange({ line: position.lineNumber, column: position.column }),
      ),
    ];
    editor.current = made;
    return () => {
      end();
      for (const listener of listeners) listener.dispose();
      made.dispose();
      editor.current = null;
    };
  }, [host]);

  // Texts that the editor has reported and that have not all come back yet: while someone types, `text` runs behind the
  // editor, and such an older text must not be put back into it.
  const reported = useRef(new Set<string>());
  const isReady = host !== null;
  useEffect(() => {
    const current = editor.current;
    if (current === null) return;
    const model =
      monaco.editor.getModel(uriOf(path)) ?? monaco.editor.createModel(newest.current.text, 'yaml', uriOf(path));
    if (model.getValue() !== newest.current.text) model.setValue(newest.current.text);
    reported.current.clear();
    current.updateOptions({ ariaLabel: `Text of ${path}` });
    current.setModel(model);
    current.setPosition({ lineNumber: startAt.line, column: startAt.column });
    current.revealLineInCenterIfOutsideViewport(startAt.line);
    // The place is where the file was left; it is not followed afterwards.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [path, isReady]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    const hasCaughtUp = text === model.getValue();
    if (hasCaughtUp) reported.current.clear();
    if (hasCaughtUp || reported.current.has(text)) return;
    // A step of its own: undo brings back what was discarded, not the state before the last word.
    model.pushStackElement();
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    model.pushStackElement();
  }, [text]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    keepProblems(model.uri, problems);
    monaco.editor.setModelMarkers(model, 'assay', problems.map(markerOf));
  }, [problems, path, isReady]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (editor.current === null || !model) return undefined;
    const collection = editor.current.createDecorationsCollection(
      notes.filter(({ line }) => line <= model.getLineCount()).map((note) => noteDecoration(model, note)),
    );
    return () => collection.clear();
  }, [notes, path, isReady]);

  useImperativeHandle(ref, () => ({
    reveal: ({ line, column }) => {
      editor.current?.setPosition({ lineNumber: line, column });
      editor.current?.revealLineInCenterIfOutsideViewport(line);
      editor.current?.focus();
    },
    applyFix: (problem) => {
      if (problem.fix === null) return;
      editor.current?.pushUndoStop();
      editor.current?.executeEdits('fix', [{ range: rangeOf(problem), text: problem.fix.replacement }]);
      editor.current?.pushUndoStop();
      editor.current?.focus();
    },
  }));

  return <div ref={setHost} className="config-editor" />;
}

const markerOf = (problem: ConfigProblem): monaco.editor.IMarkerData => ({
  ...rangeOf(problem),
  severity: problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
  message: `${problem.message}\n${problem.nextStep}`,
  code: problem.code,
});

const noteDecoration = (model: monaco.editor.ITextModel, note: InlineNote): monaco.editor.IModelDeltaDecoration => {
  const column = model.getLineMaxColumn(note.line);
  return {
    range: new monaco.Range(note.line, column, note.line, column),
    options: {
      showIfCollapsed: true,
      after: { content: `\u2003${note.text}`, inlineClassName: `config-note config-note-${note.tone}` },
    },
  };
};
