import path from 'node:path';
import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import type { ExportOutput } from '#contract/jobs';
import type { CommandContext } from '../command-context';
import { bytes } from '../format';
import { textTable } from '../text-table';

const FORMATS = ['safetensors', 'npz', 'onnx', 'tfjs'] as const;
type Format = (typeof FORMATS)[number];

export interface ExportOptions {
  readonly format: string;
  readonly to: string;
}

/** `--format` holds a word that is no export format. */
export class ExportFormatError extends WorkbenchError {
  readonly code = 'E-USAGE-FORMAT';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(received: string) {
    super(
      `--format has ${JSON.stringify(received)}.`,
      `Give one or more of ${FORMATS.join(', ')}, separated by commas.`,
      { received },
    );
  }
}

/** @throws ExportFormatError */
export function parseFormats(text: string): Format[] {
  return text.split(',').map((part) => {
    const format = FORMATS.find((known) => known === part.trim());
    if (!format) throw new ExportFormatError(part);
    return format;
  });
}

const fileTable = (files: ExportOutput['files']): string[] =>
  textTable(
    [
      { header: 'format', align: 'left', value: (file) => file.format },
      { header: 'file', align: 'left', value: (file) => file.path },
      { header: 'size', align: 'right', value: (file) => bytes(file.bytes) },
      { header: 'read back by', align: 'left', value: (file) => file.readBackBy },
      { header: 'max abs. error', align: 'right', value: (file) => file.maxAbsoluteError.toExponential(1) },
      { header: 'inputs', align: 'right', value: (file) => String(file.samples) },
    ],
    files,
  );

/** `assay export CHECKPOINT --format ... --to DIR`: done only after each file was read back and compared. */
export async function exportCommand(
  context: CommandContext,
  checkpoint: string,
  options: ExportOptions,
): Promise<ExitCode> {
  const formats = parseFormats(options.format);
  const { checkpoints } = await context.session();
  const result = await checkpoints.export({ checkpoint, formats, directory: path.resolve(options.to) });
  fileTable(result.files).forEach((text) => context.output.line(text));
  context.output.document(result);
  return EXIT_CODE.done;
}
