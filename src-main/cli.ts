import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RunNotFoundError } from '#contract/errors/workspace-errors';
import { EXIT_CODE, type ExitCode } from '#contract/errors/workbench-error';
import { runIdSchema, studyIdSchema } from '#contract/ids';
import { createContext, type CommandContext, type GlobalOptions } from './cli/command-context';
import { benchCommand, type BenchOptions } from './cli/commands/bench';
import { compareCommand, type CompareOptions } from './cli/commands/compare';
import { dataAddCommand, dataCheckCommand, dataGenerateCommand, dataListCommand } from './cli/commands/data';
import { doctorCommand } from './cli/commands/doctor';
import { engineAddCommand, engineListCommand } from './cli/commands/engine';
import { evaluateCommand, type EvaluateOptions } from './cli/commands/evaluate';
import { exportCommand, type ExportOptions } from './cli/commands/export';
import { inspectCommand, type InspectOptions } from './cli/commands/inspect';
import { ladderCommand, type LadderOptions } from './cli/commands/ladder';
import { predictCommand, type PredictOptions } from './cli/commands/predict';
import { resumeCommand, runCommand, type RunOptions } from './cli/commands/run';
import { runsCommand, type RunsOptions } from './cli/commands/runs';
import { simulateCommand, type SimulateOptions } from './cli/commands/simulate';

import { resumeStudyCommand, sweepCommand, type ResumeStudyOptions, type SweepOptions } from './cli/commands/sweep';
import { createOutput, printError } from './cli/output';
import { endQuietlyWithoutReader } from './cli/quiet-pipes';

const outFolder = path.dirname(fileURLToPath(import.meta.url));
const appRoot = path.resolve(outFolder, '../..');
const { version } = JSON.parse(readFileSync(path.join(appRoot, 'package.json'), 'utf8')) as { version: string };

/** Runs one command between opening and closing the workbench; its code becomes the process's. */
async function execute(global: GlobalOptions, command: (context: CommandContext) => Promise<ExitCode>): Promise<void> {
  const output = createOutput(global.json === true);
  const context = createContext(output, global, {
    appVersion: version,
    appRoot,
    workerScript: path.join(outFolder, 'worker.js'),
  });
  try {
    process.exitCode = await command(context);
  } catch (error) {
    process.exitCode = printError(output, error);
  } finally {
    await context.close();
  }
}

function runIdOf(text: string) {
  const parsed = runIdSchema.safeParse(text);
  if (!parsed.success) throw new RunNotFoundError(text);
  return parsed.data;
}

const collect = (value: string, before: readonly string[]): string[] => [...before, value];

const program = new Command('assay')
  .description('Train, watch, compare and export models. The window and this command use the same services.')
  .version(version)
  .option('--workspace <dir>', 'workspace folder (default: the nearest one upwards, else the current folder)')
  .option('--json', 'print one JSON document on stdout when the command ends')
  .configureHelp({ sortSubcommands: true })
  .showHelpAfterError('See assay --help.')
  .exitOverride();

const globals = (): GlobalOptions => program.opts<GlobalOptions>();

/** A command with its example; global options are also understood behind it. */
function command(name: string, description: string, example: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--workspace <dir>', 'workspace folder', (value) => void program.setOptionValue('workspace', value))
    .option('--json', 'one JSON document on stdout')
    .on('option:json', () => program.setOptionValue('json', true))
    .addHelpText('after', `\nExample:\n  ${example}`)
    .exitOverride();
}

command(
  'run <file>',
  'train an experiment; several seeds are several runs',
  'assay run config/experiments/sample.yaml --seeds 42,123',
)
  .option('--set <path=value>', 'override a key of the configuration; may be repeated', collect, [])
  .option('--seeds <list>', 'seeds, separated by commas')
  .option('--name <name>', 'name of the runs')
  .option('--step <name>', 'run one step of a pipeline alone: "Model B"')
  .action((file: string, options: RunOptions) => execute(globals(), (context) => runCommand(context, file, options)));

command('resume <run-or-study>', 'continue a run from its last checkpoint, or a sweep', 'assay resume r-0123456789')
  .option('--verbose', 'a sweep: start, steps and end of each trial', false)
  .option('--requeue <trials>', 'a sweep: put ended trials back first, as 3,5 or failed')
  .action((reference: string, options: ResumeStudyOptions) =>
    execute(globals(), (context) => {
      const study = studyIdSchema.safeParse(reference);
      return study.success
        ? resumeStudyCommand(context, study.data, options)
        : resumeCommand(context, runIdOf(reference));
    }),
  );

command(
  'sweep [file]',
  'train the trials of a sweep in the foreground; stops itself when nothing learns',
  'assay sweep config/sweeps/team-ranking-tpe.yaml --trials 8 --jobs 2 --verbose',
)
  .option('--trials <n>', 'at most so many trials')
  .option('--jobs <n>', 'trials that train at once, each in a process of its own')
  .option('--set <path=value>', 'override a key of the sweep file or of the experiment; may be repeated', collect, [])
  .option('--verbose', 'start, steps with their exit codes, and end of each trial', false)
  .option('--dry-run', 'only what it would run and cost', false)
  .option('--list', 'the studies of this workspace', false)
  .action((file: string | undefined, options: SweepOptions) =>
    execute(globals(), (context) => sweepCommand(context, file, options)),
  );

command('runs [query...]', 'list runs', "assay runs 'status = done order by -validation.conference_spearman'")
  .option('--group-by <grouping>', 'all-but-seed: one row for runs that differ in nothing but the seed')
  .option('--sort <key>', 'sort key, with - in front for descending')
  .option('--limit <n>', 'at most so many rows')
  .action((query: readonly string[], options: RunsOptions) =>
    execute(globals(), (context) => runsCommand(context, query.join(' '), options)),
  );

command(
  'compare [runs-or-query...]',
  'groups over seeds, paired tests, Holm, second opinion, verdicts',
  "assay compare 'family = deep-set-ranker and status = done' --metric conference_spearman --format markdown",
)
  .option('--metric <metric>', "validation.macro_f1, or macro_f1 on the family's main part (default: the main metric)")
  .option('--against <baseline>', 'run, group key or name (default: the group of the oldest run)')
  .option('--format <format>', 'table, tsv, csv, markdown, latex, html', 'table')
  .option('--checkpoint <choice>', 'shipped, best or last value of each run', 'shipped')
  .option('--shared-seeds', 'compare over the seeds that both groups have', false)
  .option('--alpha <level>', 'level of the whole family of comparisons', '0.05')
  .option('--planned <n>', 'planned comparisons, when more are to come')
  .option('--no-second-opinion', 'leave the bootstrap over stored predictions out')
  .option('--untrained <baseline>', 'second opinion of each group against a baseline that needs no training: logistic')
  .option('--cluster <column>', 'column of the predictions that names a cluster')
  .option('--resamples <n>', 'bootstrap resamples', '10000')
  .option('--bootstrap-seed <n>', 'seed of the bootstrap', '1')
  .option('--slice <column>', 'metric by slice of the stored predictions, instead of tests')
  .option('--ablations <file>', 'the ablation matrix of a ladder file, instead of runs')
  .option('--queue', 'with --ablations: train the missing and failed cells first', false)
  .option('--out <file>', 'write to a file instead of stdout')
  .action((selection: readonly string[], options: CompareOptions) =>
    execute(globals(), (context) => compareCommand(context, selection, options)),
  );

command(
  'ladder <file>',
  'stages whose checklist evidence answers: shows the board, or runs what is missing',
  'assay ladder config/stages/team-ranking.yaml --status',
)
  .option('--status', 'show the board and run nothing', false)
  .option('--until <stage>', 'last stage that is worked on')
  .option('--yes', 'do not ask; where no rule decides, go on with what the ladder names', false)
  .option('--decide <stage=variant>', 'take a decision by hand (stage=base-as-it-is for no variant); needs --note')
  .option('--overrule <stage/item>', 'count an item as answered by a person; needs --note')
  .option('--judge <stage/item>', 'take an overrule back: evidence answers again')
  .option('--note <text>', 'why; kept with the decision or the item')
  .option('--ablations', 'show the ablation matrix', false)
  .option('--jobs <n>', 'runs that train at once, each in a process of its own')
  .option('--report <file>', 'write the report (.md, .html, .tex or .txt)')
  .action((file: string, options: LadderOptions) =>
    execute(globals(), (context) => ladderCommand(context, file, options)),
  );

command(
  'inspect <file-or-checkpoint>',
  'a model block by block, without training',
  'assay inspect config/experiments/deep-set-ranker.yaml',
)
  .option('--set <path=value>', 'override a key of the configuration; may be repeated', collect, [])
  .option('--measure', 'read the data and measure one training step', false)
  .action((reference: string, options: InspectOptions) =>
    execute(globals(), (context) => inspectCommand(context, reference, options)),
  );

command(
  'evaluate <checkpoint>',
  'metrics, slices and baselines of a checkpoint',
  'assay evaluate r-0123456789:last --split validation',
)
  .option('--data <source>', 'a registered source or a path, instead of the data it was trained on')
  .option('--split <split>', 'holdout, validation or test')
  .option('--episodes <games>', 'games to play, for families that play; default as configured')
  .action((checkpoint: string, options: EvaluateOptions) =>
    execute(globals(), (context) => evaluateCommand(context, checkpoint, options)),
  );

command(
  'predict <checkpoint>',
  'predictions for data never seen',
  'assay predict r-0123456789:last --data ./season-2024-25 --out predictions.csv',
)
  .requiredOption('--data <source>', 'a registered source or a path')
  .requiredOption('--out <file>', 'CSV file to write')
  .action((checkpoint: string, options: PredictOptions) =>
    execute(globals(), (context) => predictCommand(context, checkpoint, options)),
  );

command(
  'simulate <checkpoint>',
  'the rest of a cricket innings, made up many times by a network',
  'assay simulate r-0123456789:last --match 1410472 --innings 2 --from 61 --simulations 500',
)
  .requiredOption('--match <id>', 'name of a match of validation or test, as files of predictions have it')
  .requiredOption('--innings <number>', 'from 1, super overs included')
  .requiredOption('--from <delivery>', 'first delivery that is made up, from 2; those before it count as played')
  .option('--simulations <number>', 'how often it is played', '200')
  .option('--seed <number>', 'of the simulations', '1')
  .action((checkpoint: string, options: SimulateOptions) =>
    execute(globals(), (context) => simulateCommand(context, checkpoint, options)),
  );

command(
  'export <checkpoint>',
  'write a checkpoint for other programs, read it back and compare',
  'assay export r-0123456789:last --format safetensors,npz --to exports/first',
)
  .requiredOption('--format <list>', 'safetensors, npz, onnx, tfjs, separated by commas')
  .requiredOption('--to <dir>', 'folder to write into')
  .action((checkpoint: string, options: ExportOptions) =>
    execute(globals(), (context) => exportCommand(context, checkpoint, options)),
  );

const data = command('data', 'data sources', 'assay data add nba-box-scores ~/data/nba');
data
  .command('add <name> <path>')
  .description('check a folder and register it in place')
  .exitOverride()
  .action((name: string, folder: string) => execute(globals(), (context) => dataAddCommand(context, name, folder)));
data
  .command('list')
  .description('registered sources and those that would be found')
  .exitOverride()
  .action(() => execute(globals(), (context) => dataListCommand(context)));
data
  .command('check <name>')
  .description('read a source and name every bad record by file and line')
  .exitOverride()
  .action((name: string) => execute(globals(), (context) => dataCheckCommand(context, name)));
data
  .command('generate <kind>')
  .description('made-up data with the columns of the real one')
  .exitOverride()
  .requiredOption('--to <dir>', 'folder to write into')
  .option('--seed <n>', 'seed', '42')
  .action((kind: string, options: { to: string; seed: string }) =>
    execute(globals(), (context) => dataGenerateCommand(context, kind, options.to, Number(options.seed))),
  );

command(
  'bench [family-or-workload...]',
  'milliseconds a training step, samples a second and memory, on each executor; `bench tabular`: whole fits of trees and forest',
  'assay bench ranker mlp-64 --threads 1,2 --peers',
)
  .option(
    '--executors <list>',
    'executors, separated by commas (default: onnxruntime, and tensorflow where it is installed)',
  )
  .option('--threads <list>', 'numbers of threads, separated by commas', '1')
  .option('--seconds <s>', 'measured time of each contender', '2')
  .option(
    '--peers',
    'PyTorch and JAX (tabular: XGBoost and scikit-learn) beside it, installed into a throw-away folder when missing',
    false,
  )
  .action((words: readonly string[], options: BenchOptions) =>
    execute(globals(), (context) => benchCommand(context, words, options)),
  );

const engine = command('engine', 'what runs training steps', 'assay engine add tensorflow');
engine
  .command('list')
  .description('executors that are there, and how to get the others')
  .exitOverride()
  .action(() => execute(globals(), ({ output }) => Promise.resolve(engineListCommand(output))));
engine
  .command('add <name>')
  .description('fetch, unpack and try an engine: tensorflow')
  .option('--again', 'fetch a new one although one is there', false)
  .exitOverride()
  .action((name: string, { again }: { again: boolean }) =>
    execute(globals(), ({ output }) =>
      engineAddCommand(output, name, { again, probeScript: path.join(outFolder, 'tensorflow-probe.js') }),
    ),
  );

command('doctor', 'what is installed, what is missing, how to get it', 'assay doctor').action(() =>
  execute(globals(), (context) => doctorCommand(context)),
);

command('open [workspace]', 'open the window', 'assay open ~/studies/ranking').action(() => {
  // The launcher (scripts/assay.mjs) opens the window before this program starts; reaching this means that there is none.
  process.stderr.write('The window is opened by the launcher: npm run assay -- open [WORKSPACE], or npm start.\n');
  process.exitCode = EXIT_CODE.unavailable;
});

endQuietlyWithoutReader([process.stdout, process.stderr]);

/** Commander's own errors are wrong usage; help and version are not errors. It has printed its message on stderr already. */
try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT_CODE.done : EXIT_CODE.usage;
  if (error.exitCode !== 0 && process.argv.includes('--json')) {
    const document = { code: 'E-USAGE', message: error.message, nextStep: 'See assay --help.', details: {} };
    process.stdout.write(`${JSON.stringify({ error: document }, null, 2)}\n`);
  }
}
