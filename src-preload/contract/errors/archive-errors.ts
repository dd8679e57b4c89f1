import { WorkbenchError } from './workbench-error';

/** A file that should be a ZIP archive is none, or is cut short. */
export class NotAZipError extends WorkbenchError {
  readonly code = 'E-ARCHIVE-NOT-A-ZIP';
  constructor(file: string, reason: string) {
    super(
      `${file} cannot be read as a ZIP archive: ${reason}.`,
      'Download or copy the archive again; it has to be the .zip as published.',
      { file, reason },
    );
  }
}

/** An entry of an archive is damaged: its bytes do not unpack, or not to what its checksum says. */
export class ZipEntryDamagedError extends WorkbenchError {
  readonly code = 'E-ARCHIVE-ENTRY-DAMAGED';
  constructor(file: string, entry: string, reason: string) {
    super(`${entry} in ${file} is damaged: ${reason}.`, 'Download or copy the archive again.', { file, entry, reason });
  }
}

/** An archive that would unpack to more than it says, or to more than any archive of matches holds. */
export class ZipTooLargeError extends WorkbenchError {
  readonly code = 'E-ARCHIVE-TOO-LARGE';
  /** @param limitBytes what was allowed: the declared size of the entry, or the limit of the reader */
  constructor(file: string, what: string, limitBytes: number) {
    super(
      `${file} was not read: ${what} unpacks to more than ${limitBytes.toLocaleString('en-GB')} bytes.`,
      'This is not an archive as published; get it from where it was published.',
      { file, what, limitBytes },
    );
  }
}
