import {
  keepPreviousData,
  QueryClient,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { RequestInput, RequestName, RequestOutput, TopicPayload } from '#contract/channels';
import type { Settings, Workspace } from '#contract/settings';
import type { RunSummary } from '#contract/runs';
import { applyRunRows } from './apply-run-rows';
import { applyStudySummary, applyTrials } from './apply-study';
import { request, subscribe } from './bridge';
import { trackRunStates } from './run-changes';

/** Answers stay until a topic says that they changed: nothing is polled. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      retry: false,
      refetchOnWindowFocus: false,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Key under which an answer is kept. */
const queryKey = <K extends RequestName>(name: K, input: RequestInput<K>) => [name, input] as const;

/**
 * An answer that the screen shows, kept fresh by {@link connectTopics}.
 *
 * @param enabled false while the input is not known yet
 */
export function useRequest<K extends RequestName>(
  name: K,
  input: RequestInput<K>,
  { enabled = true, keepPrevious = false }: { readonly enabled?: boolean; readonly keepPrevious?: boolean } = {},
): UseQueryResult<RequestOutput<K>, Error> {
  return useQuery<RequestOutput<K>, Error>({
    queryKey: queryKey(name, input),
    queryFn: () => request(name, input),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** A request that changes something: `mutate(input)`, with `isPending` and `error`. */
export function useAction<K extends RequestName>(
  name: K,
  options: { readonly onSuccess?: (output: RequestOutput<K>, input: RequestInput<K>) => void } = {},
): UseMutationResult<RequestOutput<K>, Error, RequestInput<K>> {
  return useMutation<RequestOutput<K>, Error, RequestInput<K>>({
    mutationFn: (input) => request(name, input),
    ...(options.onSuccess === undefined ? {} : { onSuccess: options.onSuccess }),
  });
}

/** Marks every kept answer of these requests as stale; those on screen are asked for again. */
export function invalidate(...names: readonly RequestName[]): void {
  for (const name of names) void queryClient.invalidateQueries({ queryKey: [name] });
}

/** Answers that main computes over many runs. */
const OVER_RUNS = [
  'compare:table',
  'compare:curves',
  'compare:config-difference',
  'compare:slices',
  'compare:confusion',
  'stages:list',
  'stages:state',
  'stages:matrix',
  'stages:tables',
] as const satisfies readonly RequestName[];

/** Lists that may gain or lose rows are asked for again at most once in this time. */
const LIST_REFRESH_MS = 500;
/** History, importance and curves of an open study are worked out anew at most once in this time. */
const STUDY_REFRESH_MS = 1000;

/**
 * Keeps answers fresh while the window lives.
 *
 * @returns a function that ends it
 */
export function connectTopics(): () => void {
  let listTimer: ReturnType<typeof setTimeout> | null = null;
  const refreshLists = () => {
    listTimer ??= setTimeout(() => {
      listTimer = null;
      invalidate('runs:list');
    }, LIST_REFRESH_MS);
  };
  const studyTimers = new Map<string, ReturnType<typeof setTimeout>>();
  const refreshStudy = (studyId: string) => {
    if (studyTimers.has(studyId)) return;
    const refresh = () => {
      studyTimers.delete(studyId);
      void queryClient.invalidateQueries({ queryKey: queryKey('sweeps:get', { studyId }) });
    };
    studyTimers.set(studyId, setTimeout(refresh, STUDY_REFRESH_MS));
  };

  let comparisonTimer: ReturnType<typeof setTimeout> | null = null;
  const refreshComparisons = () => {
    comparisonTimer ??= setTimeout(() => {
      comparisonTimer = null;
      invalidate(...OVER_RUNS);
    }, LIST_REFRESH_MS);
  };
  const haveMoved = trackRunStates();

  const ends = [
    subscribe('runs:changed', ({ rows }) => {
      if (updateRunRows(rows)) refreshLists();
      if (haveMoved(rows)) refreshComparisons();
    }),
    subscribe('stages:changed', refreshComparisons),
    subscribe('run:events', ({ runId, detailChanged }) => {
      if (!detailChanged) return;
      void queryClient.invalidateQueries({ queryKey: queryKey('runs:get', { runId }) });
      invalidate('checkpoints:list');
    }),
    subscribe('sweep:changed', (change) => {
      updateStudy(change);
      refreshStudy(change.study.studyId);
    }),
    subscribe('configs:changed', ({ paths }) => {
      invalidate('configs:list', 'configs:missing-data', 'sweeps:preview');
      refreshComparisons();
      for (const path of paths) void queryClient.invalidateQueries({ queryKey: queryKey('configs:read', { path }) });
    }),
    subscribe('settings:changed', keepSettings),
    subscribe('workspace:changed', ({ workspace }) => keepWorkspace(workspace)),
  ];
  return () => {
    if (listTimer !== null) clearTimeout(listTimer);
    if (comparisonTimer !== null) clearTimeout(comparisonTimer);
    for (const timer of studyTimers.values()) clearTimeout(timer);
    for (const end of ends) end();
  };
}

/** @returns whether some list has to be asked for again */
function updateRunRows(changed: readonly RunSummary[]): boolean {
  let mustRefresh = false;
  const lists = queryClient.getQueriesData<RequestOutput<'runs:list'>>({ queryKey: ['runs:list'] });
  for (const [key, list] of lists) {
    if (list === undefined) continue;
    const input = key[1] as RequestInput<'runs:list'>;
    const { rows, hasUnknown } = applyRunRows(list.rows, changed);
    queryClient.setQueryData(key, { ...list, rows });
    // A changed value can move a row in or out of a filtered list; so can the trash.
    mustRefresh ||= hasUnknown || input.query !== '' || changed.some((row) => row.trashedAt !== null);
  }
  for (const row of changed) {
    queryClient.setQueryData<RequestOutput<'runs:get'>>(queryKey('runs:get', { runId: row.runId }), (detail) =>
      detail === undefined ? undefined : { ...detail, summary: row },
    );
  }
  return mustRefresh;
}

/** Puts a study's head and trials where the screens read them; the list is asked for again when the study is new to it. */
function updateStudy({ study, trials }: TopicPayload<'sweep:changed'>): void {
  const listKey = queryKey('sweeps:list', {});
  const list = queryClient.getQueryData<RequestOutput<'sweeps:list'>>(listKey);
  const { studies, isUnknown } = applyStudySummary(list?.studies ?? [], study);
  if (isUnknown) invalidate('sweeps:list');
  else queryClient.setQueryData<RequestOutput<'sweeps:list'>>(listKey, { studies });
  queryClient.setQueryData<RequestOutput<'sweeps:get'>>(queryKey('sweeps:get', { studyId: study.studyId }), (detail) =>
    detail === undefined ? undefined : applyTrials(detail, study, trials),
  );
}

/** Puts new settings where every screen reads them. */
export function keepSettings(settings: Settings): void {
  queryClient.setQueryData<RequestOutput<'app:info'>>(queryKey('app:info', {}), (info) =>
    info === undefined ? undefined : { ...info, settings },
  );
}

/** Puts the open workspace where every screen reads it, and forgets what was read from another one. */
export function keepWorkspace(workspace: Workspace | null): void {
  const key = queryKey('app:info', {});
  const before = queryClient.getQueryData<RequestOutput<'app:info'>>(key)?.workspace?.path;
  queryClient.setQueryData<RequestOutput<'app:info'>>(key, (info) =>
    info === undefined ? undefined : { ...info, workspace },
  );
  void queryClient.invalidateQueries({ queryKey: key });
  if (before === workspace?.path) return;
  void queryClient.resetQueries({ predicate: (query) => !String(query.queryKey[0]).startsWith('app:') });
}
