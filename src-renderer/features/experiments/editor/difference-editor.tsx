import { useEffect, useState } from 'react';
import { watchTheme } from '../../../ui/chart/palette';
import { editorOptions } from './editor-options';
import { monaco } from './monaco-setup';
import { applyEditorTheme, THEME_NAME } from './monaco-theme';
import './config-editor.css';

export interface DifferenceEditorProps {
  /** The saved file. */
  readonly saved: string;
  /** What was typed since. */
  readonly text: string;
  readonly label: string;
}

/** Saved file at the left, text of the editor at the right. Read-only; changed words are marked. */
export default function DifferenceEditor({ saved, text, label }: DifferenceEditorProps) {
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  useEffect(() => {
    if (host === null) return undefined;
    applyEditorTheme();
    const end = watchTheme(applyEditorTheme);
    const models = {
      original: monaco.editor.createModel(saved, 'yaml'),
      modified: monaco.editor.createModel(text, 'yaml'),
    };
    const view = monaco.editor.createDiffEditor(host, {
      ...editorOptions(),
      theme: THEME_NAME,
      readOnly: true,
      originalEditable: false,
      renderOverviewRuler: false,
      renderSideBySide: true,
      useInlineViewWhenSpaceIsLimited: true,
      ariaLabel: label,
    });
    view.setModel(models);
    return () => {
      end();
      view.dispose();
      models.original.dispose();
      models.modified.dispose();
    };
  }, [host, saved, text, label]);
  return <div ref={setHost} className="config-editor" />;
}
