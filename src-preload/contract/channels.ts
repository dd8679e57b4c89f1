import { z } from 'zod';
import { commandIdSchema } from './commands';
import {
  inningsAnswersSchema,
  inningsPlaceSchema,
  judgedInningsListSchema,
  simulationRequestSchema,
  simulationSchema,
} from './cricket';
import {
  comparisonRequestSchema,
  comparisonTableSchema,
  configDifferenceSchema,
  confusionTableSchema,
  reportFormatSchema,
  secondOpinionRequestSchema,
  secondOpinionSchema,
  seedCurvesSchema,
  sliceTableSchema,
} from './compare';
import {
  configCheckSchema,
  configDocumentSchema,
  configFileSchema,
  missingDataSchema,
  schemaKindSchema,
} from './configs';
import { serializedErrorSchema } from './errors/workbench-error';
import { checkpointIdSchema, familyIdSchema, runIdSchema, splitSchema, studyIdSchema } from './ids';
import { checkSourceOutputSchema, exportOutputSchema, inspectOutputSchema, measureModelOutputSchema } from './jobs';
import { modelDescriptionSchema, modelReferenceSchema } from './models';
import { checkpointSchema, logLineSchema, runDetailSchema, seriesSchema, snapshotSchema } from './run-detail';
import { runSummarySchema } from './runs';
import { territoryFramesSchema, territoryReplaySchema } from './snapshots/territory-replay';
import { costPreviewSchema, studyDetailSchema, studySummarySchema, trialSchema } from './sweeps';
import {
  playedDecisionSchema,
  playSettingsSchema,
  savedGameEntrySchema,
  savedGameSchema,
  startedGameSchema,
} from './territory-play';
import { doctorCheckSchema, settingsSchema, sourceSchema, workspaceSchema } from './settings';
import {
  ablationMatrixSchema,
  ladderFileSchema,
  ladderRunOutcomeSchema,
  ladderStateSchema,
  readyTableSchema,
} from './stages';

const nothing = z.strictObject({});
const run = z.strictObject({ runId: runIdSchema });
const done = z.strictObject({});
/** A game against an agent that is being played. */
const playedGame = z.strictObject({ gameId: z.int() });
const study = z.strictObject({ studyId: studyIdSchema });
/** A sweep file of the workspace, and keys that are set for this study: `limits.trials=8`, `model_a.epochs=4`. */
const sweepFile = { configPath: z.string(), overrides: z.array(z.string()) };
const ladder = z.strictObject({ path: z.string().min(1) });

/**
 * Requests from the window to main: name, schema of the payload, schema of the answer. Both sides are typed by this table
 * and both directions are parsed by it. Adding one: docs/recipes/add-a-channel.md.
 */
export const REQUESTS = {
  'app:info': {
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      platform: z.enum(['linux', 'darwin', 'win32']),
      node: z.string(),
      electron: z.string(),
      chromium: z.string(),
      workspace: workspaceSchema.nullable(),
      recents: z.array(workspaceSchema),
      settings: settingsSchema,
    }),
  },
  'app:doctor': { input: nothing, output: z.strictObject({ checks: z.array(doctorCheckSchema) }) },
  'app:show-item': { input: z.strictObject({ path: z.string() }), output: done },
  'app:choose-folder': {
    input: z.strictObject({ title: z.string(), startAt: z.string().nullable() }),
    output: z.strictObject({ path: z.string().nullable() }),
  },
  /** Answer to `app:close-requested`. `keep`: close the window, runs go on in the background; `stop`: checkpoint, stop, quit. */
  'app:close-decision': { input: z.strictObject({ decision: z.enum(['keep', 'stop', 'cancel']) }), output: done },
  'settings:update': { input: settingsSchema.partial(), output: settingsSchema },

  'workspace:open': { input: z.strictObject({ path: z.string().min(1) }), output: workspaceSchema },
  'workspace:open-sample': { input: nothing, output: workspaceSchema },

  'configs:list': { input: nothing, output: z.strictObject({ files: z.array(configFileSchema) }) },
  'configs:missing-data': { input: nothing, output: z.strictObject({ files: z.array(missingDataSchema) }) },
  'configs:read': { input: z.strictObject({ path: z.string() }), output: configDocumentSchema },
  'configs:write': { input: z.strictObject({ path: z.string(), text: z.string() }), output: done },
  'configs:create': {
    input: z.strictObject({ name: z.string().min(1), family: familyIdSchema, copyOf: z.string().nullable() }),
    output: z.strictObject({ path: z.string() }),
  },
  'configs:trash': { input: z.strictObject({ path: z.string() }), output: z.strictObject({ undoToken: z.string() }) },
  'configs:restore': { input: z.strictObject({ undoToken: z.string() }), output: z.strictObject({ path: z.string() }) },
  'configs:save-draft': {
    input: z.strictObject({ path: z.string(), text: z.string(), line: z.int(), column: z.int() }),
    output: done,
  },
  'configs:discard-draft': { input: z.strictObject({ path: z.string() }), output: done },
  'configs:check': { input: z.strictObject({ path: z.string(), text: z.string() }), output: configCheckSchema },
  /** JSON Schema of the files of a kind. */
  'configs:schema': { input: z.strictObject({ kind: schemaKindSchema }), output: z.strictObject({ schema: z.json() }) },
  'configs:preflight': { input: z.strictObject({ path: z.string(), text: z.string() }), output: inspectOutputSchema },

  'runs:start': {
    input: z.strictObject({ configPath: z.string(), seeds: z.array(z.int()).nullable() }),
    output: z.strictObject({ runIds: z.array(runIdSchema) }),
  },
  'runs:list': {
    input: z.strictObject({ query: z.string(), includeTrash: z.boolean() }),
    output: z.strictObject({ rows: z.array(runSummarySchema), total: z.int(), elapsedMs: z.number() }),
  },
  'runs:get': { input: run, output: runDetailSchema },
  'runs:series': {
    input: z.strictObject({
      runId: runIdSchema,
      split: splitSchema,
      metric: z.string(),
      maxPoints: z.int().min(16).max(100_000),
    }),
    output: seriesSchema,
  },
  'runs:log': {
    input: z.strictObject({ runId: runIdSchema, limit: z.int().min(1).max(10_000) }),
    output: z.strictObject({ lines: z.array(logLineSchema), total: z.int() }),
  },
  'runs:snapshot': {
    input: z.strictObject({ runId: runIdSchema, name: z.string(), epoch: z.int().nullable() }),
    output: z.strictObject({ snapshot: snapshotSchema.nullable() }),
  },
  'runs:pause': { input: run, output: done },
  'runs:continue': { input: run, output: done },
  'runs:stop': { input: run, output: done },
  'runs:resume': { input: run, output: done },
  'runs:fork': {
    input: z.strictObject({ runId: runIdSchema, checkpoint: z.string().nullable() }),
    output: z.strictObject({ path: z.string() }),
  },
  'runs:trash': { input: z.strictObject({ runIds: z.array(runIdSchema) }), output: done },
  'runs:restore': { input: z.strictObject({ runIds: z.array(runIdSchema) }), output: done },

  /** A model block by block, and later its times: for the Models screen. */
  'models:describe': { input: z.strictObject({ reference: modelReferenceSchema }), output: modelDescriptionSchema },
  'models:measure': {
    input: z.strictObject({
      reference: modelReferenceSchema,
      samples: z.array(z.int().min(1).max(4096)).min(1).max(8),
    }),
    output: measureModelOutputSchema,
  },

  /** A recorded game of Territory, played again in a worker. */
  'territory:frames': { input: territoryReplaySchema, output: territoryFramesSchema },
  /**
   * Starts a game against a checkpoint; the one before is given up. The first takes seconds, since a worker loads the network;
   * progress comes as `job:progress` of the job `territory-play`.
   */
  'territory:start-game': {
    input: playSettingsSchema.extend({ checkpointId: checkpointIdSchema }),
    output: startedGameSchema.extend({ gameId: z.int() }),
  },
  /** The person's action; the agent and the scripted players answer. */
  'territory:play': { input: playedGame.extend({ action: z.int().min(0).max(89) }), output: playedDecisionSchema },
  /** Gives the worker back. Of a game that is over or given up: nothing happens. */
  'territory:end-game': { input: playedGame, output: done },
  /** Keeps the game as far as it is played. */
  'territory:save-game': { input: playedGame, output: z.strictObject({ file: z.string(), path: z.string() }) },
  /** Newest first. */
  'territory:saved-games': { input: nothing, output: z.strictObject({ games: z.array(savedGameEntrySchema) }) },
  'territory:saved-game': { input: z.strictObject({ file: z.string() }), output: savedGameSchema },

  /** Innings of validation and test that a checkpoint of cricket can be asked about. */
  'cricket:innings': { input: z.strictObject({ checkpointId: checkpointIdSchema }), output: judgedInningsListSchema },
  /** One innings ball by ball: what the network says before each, and where it looks. */
  'cricket:ask': {
    input: z.strictObject({ checkpointId: checkpointIdSchema, place: inningsPlaceSchema }),
    output: inningsAnswersSchema,
  },
  /** The rest of an innings, made up many times; `job:progress` as `cricket-simulation`. */
  'cricket:simulate': {
    input: z.strictObject({ checkpointId: checkpointIdSchema, request: simulationRequestSchema }),
    output: simulationSchema,
  },
  'cricket:stop-simulation': { input: nothing, output: done },

  /** Newest first. */
  'sweeps:list': { input: nothing, output: z.strictObject({ studies: z.array(studySummarySchema) }) },
  'sweeps:get': { input: study, output: studyDetailSchema },
  /** Cost before the start. `measure` reads the data and times one step, which takes seconds. */
  'sweeps:preview': { input: z.strictObject({ ...sweepFile, measure: z.boolean() }), output: costPreviewSchema },
  'sweeps:start': { input: z.strictObject(sweepFile), output: study },
  /** No trial is begun any more; those that run stop with a checkpoint. `sweep:changed` tells the end. */
  'sweeps:stop': { input: study, output: done },
  /** Goes on with a study that was stopped, interrupted, or stopped by a rule. */
  'sweeps:resume': { input: study, output: done },
  /** Puts ended trials back with their parameters, and goes on with the study. */
  'sweeps:requeue': {
    input: z.strictObject({ studyId: studyIdSchema, numbers: z.array(z.int().nonnegative()).min(1) }),
    output: done,
  },

  'compare:table': { input: comparisonRequestSchema, output: comparisonTableSchema },
  'compare:curves': { input: comparisonRequestSchema, output: seedCurvesSchema },
  'compare:config-difference': { input: comparisonRequestSchema, output: configDifferenceSchema },
  /** `slice`: name from `available`, or null for the family's first. */
  'compare:slices': {
    input: z.strictObject({ request: comparisonRequestSchema, slice: z.string().nullable() }),
    output: sliceTableSchema,
  },
  'compare:confusion': { input: comparisonRequestSchema, output: confusionTableSchema },
  /** Takes a second or two; the answer comes when it is done. */
  'compare:second-opinion': { input: secondOpinionRequestSchema, output: secondOpinionSchema },
  /** The report as text, for the clipboard. `opinions`: second opinions that were asked for, to go with it. */
  'compare:report': {
    input: z.strictObject({
      request: comparisonRequestSchema,
      format: reportFormatSchema,
      opinions: z.array(secondOpinionSchema).default([]),
    }),
    output: z.strictObject({ text: z.string() }),
  },
  /** Writes the report into a folder (absolute, or relative to the workspace) and says where. */
  'compare:save-report': {
    input: z.strictObject({
      request: comparisonRequestSchema,
      format: reportFormatSchema,
      opinions: z.array(secondOpinionSchema).default([]),
      directory: z.string().min(1),
    }),
    output: z.strictObject({ path: z.string() }),
  },

  /** Ladders are named by `path` as `stages:list` gives it. States are computed at each request. */
  'stages:list': { input: nothing, output: z.strictObject({ ladders: z.array(ladderFileSchema) }) },
  'stages:state': { input: ladder, output: ladderStateSchema },
  /** Starts to work on what the checklist lacks and answers at once; `stages:ended` says how it came out. */
  'stages:run': {
    input: ladder.extend({ until: z.string().nullable(), takesFallback: z.boolean() }),
    output: done,
  },
  /** Stops the work after a checkpoint of the runs that train. */
  'stages:stop': { input: ladder, output: done },
  /** A decision by hand; the note is kept. `choose` null: the base goes on unchanged. */
  'stages:decide': {
    input: ladder.extend({ stage: z.string(), choose: z.string().nullable(), note: z.string() }),
    output: z.strictObject({ wrote: z.string() }),
  },
  /** Takes what the rules say. */
  'stages:accept-rule': {
    input: ladder.extend({ stage: z.string() }),
    output: z.strictObject({ wrote: z.string() }),
  },
  /** `note` null: the item is judged by its evidence again. */
  'stages:overrule': {
    input: ladder.extend({ stage: z.string(), item: z.string(), note: z.string().nullable() }),
    output: done,
  },
  /** The ablation matrix; `metric` null: its own. */
  'stages:matrix': { input: ladder.extend({ metric: z.string().nullable() }), output: ablationMatrixSchema },
  /** The matrix as text; `metric` as in `stages:matrix`. */
  'stages:matrix-report': {
    input: ladder.extend({ metric: z.string().nullable(), format: reportFormatSchema }),
    output: z.strictObject({ text: z.string() }),
  },
  /** Queues missing and failed cells; `cells` null: of every row, `seeds` null: every seed of a row. */
  'stages:queue-matrix': {
    input: ladder.extend({ cells: z.array(z.string()).nullable(), seeds: z.array(z.int()).nullable() }),
    output: z.strictObject({ runIds: z.array(runIdSchema) }),
  },
  /** The ready-made tables of a ladder as they are in its report. */
  'stages:tables': { input: ladder, output: z.strictObject({ tables: z.array(readyTableSchema) }) },
  'stages:report': {
    input: ladder.extend({ format: reportFormatSchema }),
    output: z.strictObject({ text: z.string() }),
  },

  'checkpoints:list': {
    input: nothing,
    output: z.strictObject({ checkpoints: z.array(checkpointSchema), totalBytes: z.number() }),
  },
  'checkpoints:export': {
    input: z.strictObject({
      checkpointId: checkpointIdSchema,
      formats: z.array(z.enum(['safetensors', 'npz', 'onnx', 'tfjs'])).min(1),
      /** Absolute, or relative to the workspace. */
      directory: z.string().min(1),
    }),
    output: exportOutputSchema,
  },

  'sources:list': { input: nothing, output: z.strictObject({ sources: z.array(sourceSchema) }) },
  'sources:add': { input: z.strictObject({ name: z.string().min(1), path: z.string().min(1) }), output: sourceSchema },
  'sources:check': { input: z.strictObject({ name: z.string() }), output: checkSourceOutputSchema },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

export type RequestName = keyof typeof REQUESTS;
/** What the window sends; keys with a default may be left out. */
export type RequestInput<K extends RequestName> = z.input<(typeof REQUESTS)[K]['input']>;
/** What main works on: parsed, defaults filled in. */
export type RequestPayload<K extends RequestName> = z.output<(typeof REQUESTS)[K]['input']>;
export type RequestOutput<K extends RequestName> = z.output<(typeof REQUESTS)[K]['output']>;

/** Messages from main to the window. A subscriber gets each once; what it missed it asks for again by request. */
export const TOPICS = {
  /** Rows of the runs table that changed; at most ten times a second. */
  'runs:changed': z.strictObject({ rows: z.array(runSummarySchema) }),
  /** A run has new events; charts and log ask for what they show. */
  'run:events': z.strictObject({
    runId: runIdSchema,
    /** New values by split and metric, appended to the line without a new request. */
    points: z.array(
      z.strictObject({
        split: splitSchema,
        metric: z.string(),
        steps: z.array(z.int()),
        epochs: z.array(z.int()),
        values: seriesSchema.shape.values,
      }),
    ),
    log: z.array(logLineSchema),
    /** Checkpoints, diagnostics, snapshots or attempts changed: read the run again. */
    detailChanged: z.boolean(),
  }),
  /** A study moved: its head, and the trials that were begun, put back, judged or ended since the last message. */
  'sweep:changed': z.strictObject({ study: studySummarySchema, trials: z.array(trialSchema) }),

  /** A ladder was worked on, decided or overruled: ask for its state again (also after `runs:changed`). */
  'stages:changed': z.strictObject({ path: z.string() }),
  /** Work on a ladder came to its end. `error`: it ended with a fault instead of an outcome. */
  'stages:ended': z.strictObject({
    path: z.string(),
    outcome: ladderRunOutcomeSchema.nullable(),
    error: serializedErrorSchema.nullable(),
  }),
  'configs:changed': z.strictObject({ paths: z.array(z.string()) }),
  'workspace:changed': z.strictObject({ workspace: workspaceSchema.nullable() }),
  'settings:changed': settingsSchema,
  /** A menu item was chosen. */
  command: z.strictObject({ id: commandIdSchema }),
  'job:progress': z.strictObject({ job: z.string(), message: z.string(), fraction: z.number().nullable() }),
  /** The window is about to close while runs train: the window asks what to do. */
  'app:close-requested': z.strictObject({ runningCount: z.int() }),
} as const satisfies Record<string, z.ZodType>;

export type TopicName = keyof typeof TOPICS;
export type TopicPayload<K extends TopicName> = z.output<(typeof TOPICS)[K]>;

/** How a request's answer travels: errors are values, since Electron would reduce a thrown one to its message. */
export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: z.infer<typeof serializedErrorSchema> };

/** What the preload exposes as `window.workbench`. */
export interface WorkbenchBridge {
  request<K extends RequestName>(name: K, input: RequestInput<K>): Promise<Reply<RequestOutput<K>>>;
  subscribe<K extends TopicName>(topic: K, listener: (payload: TopicPayload<K>) => void): () => void;
}
