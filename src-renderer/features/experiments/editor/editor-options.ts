import type { monaco } from './monaco-setup';

/** What the editor and the difference view have in common. */
export function editorOptions(): monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions {
  return {
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono').trim(),
    fontSize: 12.5,
    lineHeight: 20,
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    overviewRulerBorder: false,
    renderLineHighlight: 'all',
    padding: { top: 8, bottom: 8 },
    lineNumbersMinChars: 4,
    // The dimmed number of an empty last line has too little contrast.
    renderFinalNewline: 'on',
    folding: false,
    guides: { indentation: false },
    fixedOverflowWidgets: true,
    stickyScroll: { enabled: false },
    smoothScrolling: false,
    cursorBlinking: 'solid',
    bracketPairColorization: { enabled: false },
    unicodeHighlight: { ambiguousCharacters: false },
  };
}
