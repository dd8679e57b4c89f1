import type { ReportFormat } from '#contract/compare';
import { writeHtml } from './html-report';
import { pageView, type Report, type ReportCell, type ReportTable } from './report';

const EXTENSIONS: Readonly<Record<ReportFormat, string>> = {
  table: 'txt',
  tsv: 'tsv',
  csv: 'csv',
  markdown: 'md',
  latex: 'tex',
  html: 'html',
};

/** @returns the ending of a file of that format, without the dot */
export const extensionOf = (format: ReportFormat): string => EXTENSIONS[format];

/** @returns a report in a format; TSV and CSV hold the first table with full precision */
export function writeReport(report: Report, format: ReportFormat): string {
  switch (format) {
    case 'table':
      return [...report.tables.flatMap(plainTable), ...report.claims, ...report.notes, ''].join('\n');
    case 'tsv':
      return separated(report.tables[0]!, '\t', (text) => text.replaceAll(/[\t\n]/g, ' '));
    case 'csv':
      return separated(report.tables[0]!, ',', quoted);
    case 'markdown':
      return markdown(report);
    case 'latex':
      return latex(report);
    case 'html':
      return writeHtml(report);
  }
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const plainValue = ({ value }: ReportCell): string => (value === null ? '' : String(value));

function separated({ columns, rows }: ReportTable, separator: string, escape: (text: string) => string): string {
  const lines = [columns.map(({ header }) => header), ...rows.map((row) => row.map(plainValue))];
  return lines.map((line) => `${line.map(escape).join(separator)}\n`).join('');
}

function plainTable(table: ReportTable): string[] {
  const { columns, rows } = pageView(table);
  const cells = [
    columns.map(({ header }) => header),
    ...rows.map((row) => row.map(({ text, isBold }) => (isBold ? `${text} *` : text))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]!.length)));
  const format = (line: readonly string[]): string =>
    line
      .map((cell, index) =>
        columns[index]!.align === 'left' ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!),
      )
      .join('  ')
      .trimEnd();
  const [header, ...body] = cells.map(format);
  return [table.title, header!, widths.map((width) => '-'.repeat(width)).join('  '), ...body, ''];
}

const markdownText = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function markdown({ title, subtitle, tables, claims, notes }: Report): string {
  const lines = [`# ${title}`, '', subtitle, ''];
  for (const table of tables) {
    const { columns, rows } = pageView(table);
    lines.push(
      `## ${table.title}`,
      '',
      `| ${columns.map(({ header }) => markdownText(header)).join(' | ')} |`,
      `| ${columns.map(({ align }) => (align === 'left' ? '---' : '---:')).join(' | ')} |`,
      ...rows.map(
        (row) =>
          `| ${row.map(({ text, isBold }) => (isBold ? `**${markdownText(text)}**` : markdownText(text))).join(' | ')} |`,
      ),
      '',
    );
  }
  return [...lines, ...claims.map((claim) => `* ${claim}`), ...(claims.length > 0 ? [''] : []), ...notes, ''].join(
    '\n',
  );
}

const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '±': '$\\pm$',
  '−': '$-$',
  Δ: '$\\Delta$',
  '<': '$<$',
  '>': '$>$',
  α: '$\\alpha$',
};
const latexText = (text: string): string => text.replaceAll(/[\\&%$#_{}~^±−Δ<>α]/g, (letter) => LATEX[letter]!);

/** Tables in the rules of the package booktabs, best in bold. */
function latex({ tables, notes }: Report): string {
  return tables
    .map((table) => {
      const { columns, rows } = pageView(table);
      return [
        '% \\usepackage{booktabs}',
        '\\begin{table}',
        '  \\centering',
        `  \\caption{${latexText(table.title)}}`,
        `  \\begin{tabular}{${columns.map(({ align }) => align[0]).join('')}}`,
        '    \\toprule',
        `    ${columns.map(({ header }) => latexText(header)).join(' & ')} \\\\`,
        '    \\midrule',
        ...rows.map(
          (row) =>
            `    ${row.map(({ text, isBold }) => (isBold ? `\\textbf{${latexText(text)}}` : latexText(text))).join(' & ')} \\\\`,
        ),
        '    \\bottomrule',
        '  \\end{tabular}',
        '\\end{table}',
        '',
      ].join('\n');
    })
    .concat(notes.map((note) => `% ${note}`))
    .join('\n');
}
