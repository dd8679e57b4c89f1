import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Index of the start time in the fields of /proc/<pid>/stat that follow the command name (proc(5), field 22). */
const LINUX_START_FIELD = 22 - 3;

/** What /proc/<pid>/stat says behind the command name, which is in brackets and may itself hold spaces and brackets. */
function linuxStatFields(pid: number): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/**
 * Whether a process has ended and only its parent has not looked yet: Electron's zygote takes its time. Its number is still
 * taken and signals still find it. Known on Linux only.
 */
export function isZombie(pid: number): boolean {
  return process.platform === 'linux' && ['Z', 'X'].includes(linuxStatFields(pid)[0] ?? '');
}

function commandOutput(command: string, args: readonly string[]): string | null {
  try {
    const output = execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    }).trim();
    return output === '' ? null : output;
  } catch {
    return null;
  }
}

/**
 * When a process started, as the system writes it: with the pid it tells a process from a later one of the same number.
 * Only equality of two answers on one machine means anything.
 * @returns null when there is no such process, or the system does not tell
 */
export function processStartTime(pid: number): string | null {
  if (process.platform === 'linux') return linuxStatFields(pid)[LINUX_START_FIELD] ?? null;
  if (process.platform === 'win32') {
    const query = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
    return commandOutput('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query]);
  }
  return commandOutput('ps', ['-o', 'lstart=', '-p', String(pid)]);
}
