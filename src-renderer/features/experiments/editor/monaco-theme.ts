import { monaco } from './monaco-setup';

export const THEME_NAME = 'assay';

/** The production style sheet is minified and holds `#fff`; Monaco reads six digits only. */
const sixDigits = (colour: string): string => colour.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, '#$1$1$2$2$3$3');

/** Makes the editor's theme anew from the tokens that are on now. Call it again after a theme change. */
export function applyEditorTheme(): void {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => sixDigits(style.getPropertyValue(name).trim());
  const rule = (name: string, colour: string) => ({ token: name, foreground: token(colour).slice(1) });
  monaco.editor.defineTheme(THEME_NAME, {
    base: token('color-scheme') === 'light' || style.colorScheme === 'light' ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      rule('', '--text-1'),
      rule('type', '--syntax-key'),
      rule('string', '--syntax-text'),
      rule('string.yaml', '--syntax-text'),
      rule('number', '--syntax-number'),
      rule('comment', '--syntax-comment'),
      rule('keyword', '--syntax-literal'),
      rule('operators', '--text-2'),
      rule('delimiter', '--text-2'),
    ],
    colors: {
      'editor.background': token('--bg-pane'),
      'editor.foreground': token('--text-1'),
      'editor.lineHighlightBackground': token('--bg-raised'),
      'editor.selectionBackground': token('--bg-selected'),
      'editorCursor.foreground': token('--accent'),
      'editorLineNumber.foreground': token('--text-3'),
      'editorLineNumber.activeForeground': token('--text-1'),
      'editorIndentGuide.background1': token('--line-subtle'),
      'editorIndentGuide.activeBackground1': token('--line'),
      'editorError.foreground': token('--status-bad'),
      'editorWarning.foreground': token('--status-warn'),
      'editorWidget.background': token('--bg-raised'),
      'editorWidget.border': token('--line'),
      'editorHoverWidget.background': token('--bg-raised'),
      'editorHoverWidget.border': token('--line'),
      'editorSuggestWidget.background': token('--bg-raised'),
      'editorSuggestWidget.selectedBackground': token('--bg-selected'),
      'editorSuggestWidget.highlightForeground': token('--accent'),
      'diffEditor.insertedTextBackground': `${token('--status-ok')}33`,
      'diffEditor.removedTextBackground': `${token('--status-bad')}33`,
      'diffEditor.insertedLineBackground': `${token('--status-ok')}1a`,
      'diffEditor.removedLineBackground': `${token('--status-bad')}1a`,
      'scrollbarSlider.background': `${token('--line-control')}55`,
      ...Object.fromEntries(
        // Brackets are signs like others; Monaco would paint them by depth.
        [1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, token('--text-2')]),
      ),
      focusBorder: token('--accent'),
    },
  });
  monaco.editor.setTheme(THEME_NAME);
}
