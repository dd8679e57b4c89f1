import { spawn } from 'node:child_process';
import { TensorFlowProbeFailedError } from '#contract/errors/tensorflow-errors';

/** What a library proved in a process of its own. */
export interface ProbedLibrary {
  readonly version: string;
  /** Loading it and computing once; the first time it is read from disk. */
  readonly milliseconds: number;
}

/** How the probe is started: the built `engine/backend/tensorflow/probe/probe-process.ts`, and the runtime for it. */
export interface ProbeCommand {
  /** Path of the script. */
  readonly script: string;
  /** Node, or Electron run as Node; default: what this process runs on. */
  readonly runtime?: string;
}

const LIMIT_MS = 120_000;
const LONGEST_REASON = 300;

/**
 * Loads a library in a child process and has it compute 1 + 1, so that one that crashes or hangs harms nobody.
 * @throws TensorFlowProbeFailedError with what the process said
 */
export async function probeLibrary(folder: string, command: ProbeCommand): Promise<ProbedLibrary> {
  const start = performance.now();
  const { code, signal, stdout, stderr } = await runProbe(folder, command);
  const answer = code === 0 ? parseAnswer(stdout) : undefined;
  if (!answer) {
    const end = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`;
    throw new TensorFlowProbeFailedError(folder, `${end} ${lastLine(stderr)}`.trim());
  }
  if (answer.sum !== 2) throw new TensorFlowProbeFailedError(folder, `1 + 1 gave ${answer.sum}`);
  return { version: answer.version, milliseconds: performance.now() - start };
}

interface ProbeEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runProbe(folder: string, { script, runtime = process.execPath }: ProbeCommand): Promise<ProbeEnd> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' };
  const child = spawn(runtime, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'], timeout: LIMIT_MS, env });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => void (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => void (stderr += data.toString()));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, stdout, stderr: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

function parseAnswer(stdout: string): { readonly version: string; readonly sum: number } | undefined {
  const match = /^tensorflow (?<version>\S+) 1\+1=(?<sum>\S+)$/m.exec(stdout);
  return match?.groups && { version: match.groups['version']!, sum: Number(match.groups['sum']) };
}

const lastLine = (text: string): string => (text.trim().split('\n').at(-1) ?? '').slice(0, LONGEST_REASON);
