import { pageView, type Report } from './report';

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `
  :root { color-scheme: light dark; --ink: #1b1f27; --paper: #fff; --line: #d8dce4; --quiet: #5c6472; --accent: #2f5fd0; }
  @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --paper: #12151b; --line: #2b313c; --quiet: #9aa3b2; --accent: #82a8ff; } }
  body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; background: var(--paper); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; }
  h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; } p.quiet { color: var(--quiet); margin: .25rem 0; }
  div.wide { overflow-x: auto; } table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
  th { color: var(--quiet); font-weight: 500; } .right { text-align: right; } svg { max-width: 100%; height: auto; }
`;

/** One file with everything in it: no script, no font, no picture from elsewhere. */
export function writeHtml(report: Report): string {
  const tables = report.tables.map((table) => {
    const { columns, rows } = pageView(table);
    const side = (index: number): string => (columns[index]!.align === 'right' ? ' class="right"' : '');
    const head = columns
      .map(({ header }, index) => `<th scope="col"${side(index)}>${escapeHtml(header)}</th>`)
      .join('');
    const body = rows
      .map(
        (row) =>
          `<tr>${row
            .map(({ text, isBold }, index) => {
              const shown = isBold ? `<strong>${escapeHtml(text)}</strong>` : escapeHtml(text);
              return `<td${side(index)}>${shown}</td>`;
            })
            .join('')}</tr>`,
      )
      .join('\n');
    return `<h2>${escapeHtml(table.title)}</h2>\n<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
  });
  const [first = '', ...others] = tables;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(report.title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escapeHtml(report.title)}</h1>
<p class="quiet">${escapeHtml(report.subtitle)}</p>
${first}
${report.charts.map(({ title, svg }) => `<h2>${escapeHtml(title)}</h2>\n${svg}`).join('\n')}
${report.claims.length > 0 ? `<h2>What may be claimed</h2>\n<ul>${report.claims.map((claim) => `<li>${escapeHtml(claim)}</li>`).join('\n')}</ul>` : ''}
${others.join('\n')}
${report.notes.map((note) => `<p class="quiet">${escapeHtml(note)}</p>`).join('\n')}
</body>
</html>
`;
}
