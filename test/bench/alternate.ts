import { loadavg } from 'node:os';

/** Something to time: one call is one round. */
export interface Contender {
  readonly name: string;
  readonly round: () => Promise<void>;
}

interface Times {
  /** Milliseconds of each block, divided by its rounds. */
  readonly wallMs: number[];
  readonly cpuMs: number[];
}

/** Short, so that some blocks fall between the neighbours' work on a busy machine. */
const BLOCK_MS = 20;
const WARM_ROUNDS = 20;

async function timeBlock({ round }: Contender, rounds: number, { wallMs, cpuMs }: Times): Promise<void> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let index = 0; index < rounds; index++) await round();
  wallMs.push((performance.now() - start) / rounds);
  const used = process.cpuUsage(cpu);
  cpuMs.push((used.user + used.system) / 1000 / rounds);
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const text = (values: readonly number[]): string => `${Math.min(...values).toFixed(3)} / ${median(values).toFixed(3)}`;

/**
 * Times contenders block by block in turn, so that a busy neighbour meets all of them, and prints least and median
 * milliseconds a round, and the ratio of the processor times to the first.
 */
export async function alternate(contenders: readonly Contender[], blocks: number): Promise<void> {
  const entries = contenders.map((contender) => ({ contender, wallMs: [] as number[], cpuMs: [] as number[] }));
  const rounds: number[] = [];
  for (const { contender } of entries) {
    for (let index = 0; index < WARM_ROUNDS; index++) await contender.round();
    const start = performance.now();
    await contender.round();
    rounds.push(Math.max(1, Math.round(BLOCK_MS / (performance.now() - start))));
  }
  for (let block = 0; block < blocks; block++)
    for (const [index, entry] of entries.entries()) await timeBlock(entry.contender, rounds[index]!, entry);
  const base = entries[0]!;
  for (const { contender, wallMs, cpuMs } of entries) {
    const least = Math.min(...cpuMs) / Math.min(...base.cpuMs);
    const middle = median(cpuMs) / median(base.cpuMs);
    console.log(
      `${contender.name.padEnd(34)} wall ${text(wallMs)} ms, cpu ${text(cpuMs)} ms, cpu ratio ${least.toFixed(3)} / ${middle.toFixed(3)}`,
    );
  }
  console.log(`min / median of ${blocks} blocks, load ${loadavg()[0]!.toFixed(2)}`);
}
