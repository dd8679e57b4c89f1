import { app, dialog, shell, type BrowserWindow } from 'electron';
import path from 'node:path';
import type { Workbench } from '../services/workbench';
import type { RequestHandlers } from './request-handlers';

/** What the handlers need beside the services. */
export interface HandlerContext {
  readonly workbench: Workbench;
  readonly window: () => BrowserWindow | null;
  /** The person's answer to the question at closing. */
  readonly onCloseDecision: (decision: 'keep' | 'stop' | 'cancel') => Promise<void>;
}

const DONE = {};

/** One line for each request: the services do the work. */
export function createHandlers({ workbench, window, onCloseDecision }: HandlerContext): RequestHandlers {
  const session = () => workbench.requireWorkspace();
  return {
    'app:info': () => ({
      version: app.getVersion(),
      platform: process.platform as 'linux' | 'darwin' | 'win32',
      node: process.versions.node,
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      workspace: workbench.workspace?.info() ?? null,
      recents: [...workbench.recentWorkspaces()],
      settings: workbench.settings.current(),
    }),
    'app:doctor': async () => ({ checks: [...(await workbench.doctor())] }),
    'app:show-item': ({ path: item }) => {
      // A relative path names something that ships with the app, such as its documentation.
      shell.showItemInFolder(path.resolve(app.getAppPath(), item));
      return DONE;
    },
    'app:choose-folder': async ({ title, startAt }) => ({ path: await chooseFolder(window(), title, startAt) }),
    'app:close-decision': async ({ decision }) => {
      await onCloseDecision(decision);
      return DONE;
    },
    'settings:update': (change) => workbench.settings.update(withoutUndefined(change)),

    'workspace:open': async ({ path: folder }) => (await workbench.openWorkspace(folder)).info(),
    'workspace:open-sample': async () => (await workbench.openSampleWorkspace()).info(),

    'configs:list': () => ({ files: [...session().configs.list()] }),
    'configs:missing-data': () => ({ files: [...session().configs.missingData()] }),
    'configs:read': ({ path: file }) => session().configs.read(file),
    'configs:write': ({ path: file, text }) => {
      session().configs.write(file, text);
      return DONE;
    },
    'configs:create': (request) => ({ path: session().configs.create(request) }),
    'configs:trash': ({ path: file }) => session().configs.trash(file),
    'configs:restore': ({ undoToken }) => session().configs.restore(undoToken),
    'configs:save-draft': (draft) => {
      session().configs.saveDraft(draft);
      return DONE;
    },
    'configs:discard-draft': ({ path: file }) => {
      session().configs.discardDraft(file);
      return DONE;
    },
    'configs:check': ({ path: file, text }) => session().configs.check(file, text),
    'configs:schema': ({ kind }) => ({ schema: JSON.parse(JSON.stringify(session().configs.schema(kind))) as never }),
    'configs:preflight': ({ path: file, text }) => session().configs.preflight(file, text),

    'runs:start': async (request) => ({ runIds: [...(await session().runs.start(request)).runIds] }),
    'runs:list': (request) => {
      const { rows, total, elapsedMs } = session().runs.list(request);
      return { rows: [...rows], total, elapsedMs };
    },
    'runs:get': ({ runId }) => session().runs.get(runId),
    'runs:series': (request) => session().runs.series(request),
    'runs:log': (request) => {
      const { lines, total } = session().runs.log(request);
      return { lines: [...lines], total };
    },
    'runs:snapshot': (request) => ({ snapshot: session().runs.snapshot(request) }),
    'runs:pause': ({ runId }) => {
      session().runs.pause(runId);
      return DONE;
    },
    'runs:continue': ({ runId }) => {
      session().runs.continue(runId);
      return DONE;
    },
    'runs:stop': async ({ runId }) => {
      await session().runs.stop(runId);
      return DONE;
    },
    'runs:resume': async ({ runId }) => {
      await session().runs.resume(runId);
      return DONE;
    },
    'runs:fork': (request) => session().runs.fork(request),
    'runs:trash': ({ runIds }) => {
      session().runs.trash(runIds);
      return DONE;
    },
    'runs:restore': ({ runIds }) => {
      session().runs.restore(runIds);
      return DONE;
    },

    'models:describe': ({ reference }) => session().models.describe(reference),
    'models:measure': ({ reference, samples }) => session().models.measure(reference, samples),

    'cricket:innings': ({ checkpointId }) => session().cricket.innings(checkpointId),
    'cricket:ask': ({ checkpointId, place }) => session().cricket.ask(checkpointId, place),
    'cricket:simulate': ({ checkpointId, request }) => session().cricket.simulate(checkpointId, request),
    'cricket:stop-simulation': () => {
      session().cricket.stopSimulation();
      return DONE;
    },
    'territory:frames': (replay) =>
      session().jobs.run<'territory-frames'>({ kind: 'territory-frames', replay }, { name: 'territory-frames' }),
    'territory:start-game': (request) => session().play.start(request),
    'territory:play': ({ gameId, action }) => session().play.play(gameId, action),
    'territory:end-game': ({ gameId }) => {
      session().play.end(gameId);
      return DONE;
    },
    'territory:save-game': ({ gameId }) => session().play.save(gameId),
    'territory:saved-games': () => ({ games: [...session().play.saved()] }),
    'territory:saved-game': ({ file }) => session().play.read(file),
    'sweeps:list': () => ({ studies: [...session().sweeps.list()] }),
    'sweeps:get': ({ studyId }) => session().sweeps.get(studyId),
    'sweeps:preview': (request) => session().sweeps.preview(request),
    'sweeps:start': (request) => session().sweeps.start(request),
    'sweeps:stop': async ({ studyId }) => {
      await session().sweeps.stop(studyId);
      return DONE;
    },
    'sweeps:resume': ({ studyId }) => {
      session().sweeps.resume(studyId);
      return DONE;
    },
    'sweeps:requeue': ({ studyId, numbers }) => {
      session().sweeps.requeue(studyId, numbers);
      return DONE;
    },

    'compare:table': (request) => session().compare.table(request),
    'compare:curves': (request) => session().compare.curves(request),
    'compare:config-difference': (request) => session().compare.configDifference(request),
    'compare:slices': ({ request, slice }) => session().compare.slices(request, slice),
    'compare:confusion': (request) => session().compare.confusion(request),
    'compare:second-opinion': (request) => session().compare.secondOpinion(request),
    'compare:report': ({ request, format, opinions }) => ({
      text: session().compare.report(request, format, opinions),
    }),
    'compare:save-report': ({ request, format, opinions, directory }) =>
      session().compare.saveReport(request, format, opinions, directory),

    'stages:list': () => ({ ladders: [...session().ladders.list()] }),
    'stages:state': ({ path: file }) => session().ladders.state(file),
    'stages:run': ({ path: file, until, takesFallback }) => {
      session().ladders.start(file, { until, takesFallback });
      return DONE;
    },
    'stages:stop': async ({ path: file }) => {
      await session().ladders.stop(file);
      return DONE;
    },
    'stages:decide': (request) => session().ladders.decide(request),
    'stages:accept-rule': ({ path: file, stage }) => session().ladders.acceptRule(file, stage),
    'stages:overrule': (request) => {
      session().ladders.overrule(request);
      return DONE;
    },
    'stages:matrix': ({ path: file, metric }) => session().ladders.matrix(file, metric),
    'stages:matrix-report': ({ path: file, metric, format }) => ({
      text: session().ladders.matrixReport(file, metric, format),
    }),
    'stages:queue-matrix': async ({ path: file, cells, seeds }) => ({
      runIds: [...(await session().ladders.queueMatrix(file, cells, seeds)).runIds],
    }),
    'stages:tables': ({ path: file }) => ({ tables: [...session().ladders.tables(file)] }),
    'stages:report': ({ path: file, format }) => ({ text: session().ladders.report(file, format) }),

    'checkpoints:list': () => {
      const { checkpoints, totalBytes } = session().checkpoints.list();
      return { checkpoints: [...checkpoints], totalBytes };
    },
    'checkpoints:export': ({ checkpointId, formats, directory }) =>
      session().checkpoints.export({ checkpoint: checkpointId, formats, directory }),

    'sources:list': () => ({ sources: [...session().sources.list()] }),
    'sources:add': ({ name, path: folder }) => session().sources.add(name, folder),
    'sources:check': ({ name }) => session().sources.check(name),
  };
}

/** Keys that were left out stay out: `undefined` must not overwrite a setting. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

async function chooseFolder(
  window: BrowserWindow | null,
  title: string,
  startAt: string | null,
): Promise<string | null> {
  const options = {
    title,
    ...(startAt === null ? {} : { defaultPath: startAt }),
    properties: ['openDirectory' as const, 'createDirectory' as const],
  };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}
