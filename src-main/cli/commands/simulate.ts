import type { TopicPayload } from '#contract/channels';
import { MOST_SIMULATIONS, type SimulatedShare, type Simulation, type SimulationRequest } from '#contract/cricket';
import { EXIT_CODE, WorkbenchError, type ExitCode } from '#contract/errors/workbench-error';
import type { CommandContext } from '../command-context';
import { fixed } from '../format';
import type { Output } from '../output';
import { textTable } from '../text-table';

export interface SimulateOptions {
  readonly match: string;
  readonly innings: string;
  readonly from: string;
  readonly simulations: string;
  readonly seed: string;
}

/** An option of `assay simulate` holds something else than it takes. */
export class SimulateOptionError extends WorkbenchError {
  readonly code = 'E-USAGE-SIMULATE';
  override readonly exitCode = EXIT_CODE.usage;
  constructor(option: string, received: string, expected: string) {
    super(`${option} has ${JSON.stringify(received)}.`, `Give ${expected}.`, { option, received });
  }
}

/** @throws SimulateOptionError */
function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most)
    throw new SimulateOptionError(option, text, `a whole number from ${least} to ${most}`);
  return value;
}

/** Longer innings than any; what the innings really holds is checked where it is read. */
const MOST_DELIVERIES = 1000;
const MOST_INNINGS = 100;

/** @throws SimulateOptionError */
export function simulationRequest(options: SimulateOptions): SimulationRequest {
  return {
    match: options.match,
    innings: wholeNumber('--innings', options.innings, 1, MOST_INNINGS),
    // People count deliveries from 1.
    delivery: wholeNumber('--from', options.from, 2, MOST_DELIVERIES) - 1,
    simulations: wholeNumber('--simulations', options.simulations, 1, MOST_SIMULATIONS),
    seed: wholeNumber('--seed', options.seed, 0, 2 ** 32 - 1),
  };
}

const percent = ({ share, lower, upper }: SimulatedShare): string =>
  `${fixed(100 * share, 1)} % (${fixed(100 * lower, 1)} to ${fixed(100 * upper, 1)})`;

function printSimulation(output: Output, simulation: Simulation): void {
  const { battingTeam, bowlingTeam, from, target, played, runs, wickets, chase } = simulation;
  output.line(
    `SIMULATED, not played: ${simulation.simulations} times from delivery ${simulation.delivery + 1} on, seed ${simulation.seed}`,
  );
  output.line(
    `${battingTeam} against ${bowlingTeam}, match ${simulation.match}, innings ${simulation.innings} (${simulation.split}): ${from.runs} for ${from.wickets} after ${from.legalBalls} of ${from.maximumBalls} balls${target === null ? '' : `, ${target} to win`}`,
  );
  textTable<{ readonly name: string; readonly spread: Simulation['runs']; readonly played: number }>(
    [
      { header: 'at the end', align: 'left', value: ({ name }) => name },
      { header: 'mean', align: 'right', value: ({ spread }) => fixed(spread.mean, 1) },
      { header: '5 %', align: 'right', value: ({ spread }) => fixed(spread.lower, 0) },
      { header: 'median', align: 'right', value: ({ spread }) => fixed(spread.median, 0) },
      { header: '95 %', align: 'right', value: ({ spread }) => fixed(spread.upper, 0) },
      { header: 'as it was played', align: 'right', value: (row) => String(row.played) },
    ],
    [
      { name: 'runs', spread: runs, played: played.runs },
      { name: 'wickets', spread: wickets, played: played.wickets },
    ],
  ).forEach((text) => output.line(text));
  if (chase)
    output.line(
      `Chase won in ${percent(chase.won)}, tied in ${percent(chase.tied)}; 95 % interval of the number of simulations alone`,
    );
}

/** `assay simulate CHECKPOINT --match M --innings N --from D`: the rest of an innings, made up by the network. */
export async function simulateCommand(
  context: CommandContext,
  checkpoint: string,
  options: SimulateOptions,
): Promise<ExitCode> {
  const request = simulationRequest(options);
  const { cricket } = await context.session();
  const { output } = context;
  const endProgress = context.workbench().topics.subscribe('job:progress', (told: TopicPayload<'job:progress'>) => {
    const done = told.fraction === null ? '' : ` (${Math.round(told.fraction * 100)} %)`;
    output.progress(`${told.message}${done}`, false);
  });
  const stop = (): void => cricket.stopSimulation();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, stop);
  try {
    const result = await cricket.simulate(checkpoint, request);
    output.endProgress();
    printSimulation(output, result);
    output.document(result);
    return EXIT_CODE.done;
  } finally {
    endProgress();
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, stop);
  }
}
