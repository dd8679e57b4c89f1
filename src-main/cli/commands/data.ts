import path from 'node:path';
import { EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import type { CheckSourceOutput } from '#contract/jobs';
import type { CommandContext } from '../command-context';
import { bytes, thousands } from '../format';
import type { Output } from '../output';
import { textTable } from '../text-table';

/** `assay data add NAME PATH`: checks, then registers in place. */
export async function dataAddCommand(context: CommandContext, name: string, folder: string): Promise<ExitCode> {
  const { sources } = await context.session();
  const source = await sources.add(name, path.resolve(folder));
  context.output.line(
    `${source.name}: ${thousands(source.rows)} rows, ${bytes(source.bytes)}, fingerprint ${source.fingerprint.slice(0, 12)}`,
  );
  source.warnings.forEach((warning) => context.output.line(`warning: ${warning}`));
  context.output.document({ source });
  return EXIT_CODE.done;
}

/** `assay data list`: registered sources, and those that would be found. */
export async function dataListCommand(context: CommandContext): Promise<ExitCode> {
  const { sources } = await context.session();
  const list = sources.list();
  if (list.length === 0) context.output.line('No data sources. Add one with: assay data add NAME PATH');
  else
    textTable(
      [
        { header: 'name', align: 'left', value: (source) => source.name },
        { header: 'origin', align: 'left', value: (source) => source.origin },
        {
          header: 'rows',
          align: 'right',
          value: (source) => (source.rows > 0 ? thousands(source.rows) : 'not checked'),
        },
        { header: 'path', align: 'left', value: (source) => source.path },
      ],
      list,
    ).forEach((text) => context.output.line(text));
  context.output.document({ sources: list });
  return EXIT_CODE.done;
}

function printCheck(output: Output, name: string, check: CheckSourceOutput): void {
  output.line(`${name}: ${thousands(check.rows)} rows, ${bytes(check.bytes)}, fingerprint ${check.fingerprint}`);
  check.facts.forEach((fact) => output.line(`${fact.label}: ${fact.value}`));
  check.warnings.forEach((warning) => output.line(`warning: ${warning}`));
  check.credits.forEach((credit) => output.line(`credit: ${credit}`));
}

/** `assay data check NAME`: every bad record is named by file and line. */
export async function dataCheckCommand(context: CommandContext, name: string): Promise<ExitCode> {
  const { sources } = await context.session();
  const check = await sources.check(name);
  printCheck(context.output, name, check);
  const kind = sources.list().find((source) => source.name === name)?.kind ?? null;
  context.output.document({
    source: { name, kind, fingerprint: check.fingerprint, rows: check.rows, warnings: check.warnings },
  });
  return EXIT_CODE.done;
}

/** `assay data generate KIND --to DIR`: made-up data with the columns of the real one. */
export async function dataGenerateCommand(
  context: CommandContext,
  kind: string,
  directory: string,
  seed: number,
): Promise<ExitCode> {
  const { sources } = await context.session();
  const made = await sources.generate(kind, path.resolve(directory), seed);
  context.output.line(`${thousands(made.rows)} made-up rows in ${made.files.length} files:`);
  made.files.forEach((file) => context.output.line(file));
  context.output.document({ source: { name: path.basename(directory), kind, rows: made.rows, files: made.files } });
  return EXIT_CODE.done;
}
