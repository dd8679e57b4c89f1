/** A table as it is drawn: one header row, texts as shown. */
export interface TableText {
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[];
  readonly rows: readonly (readonly string[])[];
}

export type TableTextFormat = 'tsv' | 'markdown' | 'latex';

/** @returns the table for the clipboard; a sheet, a note or a paper keeps its rows and columns */
export const TABLE_WRITERS: Readonly<Record<TableTextFormat, (table: TableText) => string>> = {
  tsv: writeTsv,
  markdown: writeMarkdown,
  latex: writeLatex,
};

/** Numbers get an ASCII minus here: a sheet reads U+2212 as text. */
function writeTsv({ columns, rows }: TableText): string {
  const clean = (text: string) => text.replace(/[\t\r\n]+/g, ' ').replaceAll('−', '-');
  return [columns.map(({ title }) => title), ...rows].map((cells) => cells.map(clean).join('\t')).join('\n');
}

function writeMarkdown({ columns, rows }: TableText): string {
  const clean = (text: string) => text.replace(/\s+/g, ' ').replaceAll('\\', '\\\\').replaceAll('|', '\\|');
  const line = (cells: readonly string[]) => `| ${cells.map(clean).join(' | ')} |`;
  const rule = `| ${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join(' | ')} |`;
  return [line(columns.map(({ title }) => title)), rule, ...rows.map(line)].join('\n');
}

/** Rules of booktabs; `±` and minus become mathematics. */
function writeLatex({ columns, rows }: TableText): string {
  const line = (cells: readonly string[]) => `  ${cells.map(escapeLatex).join(' & ')} \\\\`;
  return [
    `\\begin{tabular}{${columns.map(({ align }) => (align === 'right' ? 'r' : 'l')).join('')}}`,
    '  \\toprule',
    line(columns.map(({ title }) => title)),
    '  \\midrule',
    ...rows.map(line),
    '  \\bottomrule',
    '\\end{tabular}',
  ].join('\n');
}

const LATEX_SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '±': '$\\pm$',
  '−': '$-$',
  '<': '$<$',
  '>': '$>$',
};

const escapeLatex = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\~^±−<>&%$#_{}]/g, (sign) => LATEX_SIGNS[sign] ?? `\\${sign}`);
