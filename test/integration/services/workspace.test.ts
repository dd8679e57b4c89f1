import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspaceFixture, EXAMPLE_YAML, type WorkspaceFixture } from '../../support/workspace-fixture';

const EXPERIMENT = 'configs/experiments/deep-set-ranker.yaml';
const isRoot = process.getuid?.() === 0;

describe('a workspace', () => {
  let fixture: WorkspaceFixture;
  beforeEach(() => {
    fixture = createWorkspaceFixture();
  });
  afterEach(() => fixture.remove());

  it('is made from an empty folder, with the ready-made experiments, and remembered', async () => {
    const workbench = fixture.workbench();
    expect(() => workbench.requireWorkspace()).toThrow(expect.objectContaining({ code: 'E-WORKSPACE-NONE' }));
    const session = await workbench.openWorkspace(fixture.workspaceFolder);
    for (const name of ['configs', 'runs', 'cache', 'exports', 'assay.db'])
      expect(existsSync(path.join(fixture.workspaceFolder, name))).toBe(true);
    expect(session.configs.list().map((file) => file.path)).toEqual([EXPERIMENT]);
    expect(
      fixture
        .workbench()
        .recentWorkspaces()
        .map((recent) => recent.path),
    ).toEqual([fixture.workspaceFolder]);
  });

  it('means its own copy of a ready-made experiment, also by name', async () => {
    const session = await fixture.workbench().openWorkspace(fixture.workspaceFolder);
    expect(session.configs.resolve('deep-set-ranker').config.seeds).not.toEqual([77]);
    const file = path.join(fixture.workspaceFolder, EXPERIMENT);
    writeFileSync(file, `${readFileSync(file, 'utf8').replace(/^seeds:.*\n/m, '')}seeds: [77]\n`);
    for (const name of ['deep-set-ranker', 'deep-set-ranker.yaml', EXPERIMENT])
      expect(session.configs.resolve(name).config.seeds).toEqual([77]);
  });

  it('that is a file, or lies nowhere, is refused', async () => {
    const file = path.join(fixture.root, 'file');
    writeFileSync(file, '');
    await expect(fixture.workbench().openWorkspace(file)).rejects.toMatchObject({ code: 'E-WORKSPACE-NOT-FOLDER' });
    await expect(fixture.workbench().openWorkspace(path.join(fixture.root, 'a/b'))).rejects.toMatchObject({
      code: 'E-WORKSPACE-NOT-FOLDER',
    });
  });

  it('that cannot be written is refused', async () => {
    mkdirSync(fixture.workspaceFolder);
    chmodSync(fixture.workspaceFolder, 0o555);
    // No mode stops the superuser; the system's own file system does.
    const unwritable = isRoot && process.platform === 'linux' ? '/sys' : fixture.workspaceFolder;
    await expect(fixture.workbench().openWorkspace(unwritable)).rejects.toMatchObject({
      code: 'E-WORKSPACE-READ-ONLY',
    });
    chmodSync(fixture.workspaceFolder, 0o755);
  });

  it('of a newer version is refused, and the open one stays open', async () => {
    const workbench = fixture.workbench();
    const session = await workbench.openWorkspace(fixture.workspaceFolder);
    const newer = path.join(fixture.root, 'newer');
    mkdirSync(path.join(newer, 'configs'), { recursive: true });
    const database = new BetterSqlite3(path.join(newer, 'assay.db'));
    database.pragma('user_version = 999');
    database.close();
    await expect(workbench.openWorkspace(newer)).rejects.toMatchObject({ code: 'E-WORKSPACE-NEWER' });
    expect(workbench.workspace).toBe(session);
    expect(session.runs.list({ query: '', includeTrash: false }).total).toBe(0);
  });

  it('opens with default settings when their file is broken, and keeps the broken one', () => {
    mkdirSync(fixture.options.userFolder, { recursive: true });
    const file = path.join(fixture.options.userFolder, 'settings.json');
    writeFileSync(file, '{"settings": {"zoom": 9}');
    const { settings } = fixture.workbench();
    expect(settings.current().zoom).toBe(1);
    expect(settings.warning).toContain(`${file}.broken`);
    expect(readFileSync(`${file}.broken`, 'utf8')).toContain('"zoom": 9');
    settings.update({ theme: 'dark' });
    expect(fixture.workbench().settings.current().theme).toBe('dark');
  });

  it('keeps a draft over a restart, and ends it with a save', async () => {
    const first = fixture.workbench();
    const { configs } = await first.openWorkspace(fixture.workspaceFolder);
    configs.saveDraft({ path: EXPERIMENT, text: 'half typed', line: 3, column: 7 });
    await first.close();
    const second = await fixture.workbench().openWorkspace(fixture.workspaceFolder);
    expect(second.configs.read(EXPERIMENT)).toMatchObject({
      text: EXAMPLE_YAML,
      draft: { text: 'half typed', line: 3, column: 7 },
    });
    expect(second.configs.list()[0]!.hasDraft).toBe(true);
    second.configs.write(EXPERIMENT, EXAMPLE_YAML.replace('5', '6'));
    expect(second.configs.read(EXPERIMENT).draft).toBeNull();
  });

  it('moves experiments to the trash and back, also when the place was taken', async () => {
    const { configs } = await fixture.workbench().openWorkspace(fixture.workspaceFolder);
    const created = configs.create({ name: 'My Variant', family: 'deep-set-ranker', copyOf: null });
    expect(created).toBe('configs/experiments/my-variant.yaml');
    expect(configs.read(created).text).toContain('# An experiment of a test.');
    expect(configs.resolve(created).config.name).toBe('My Variant');
    const { undoToken } = configs.trash(created);
    expect(configs.list().map((file) => file.path)).toEqual([EXPERIMENT]);
    configs.create({
      name: 'My Variant',
      family: 'deep-set-ranker',
      copyOf: created.replace('my-variant', 'deep-set-ranker'),
    });
    expect(configs.restore(undoToken)).toEqual({ path: 'configs/experiments/my-variant-2.yaml' });
    expect(() => configs.restore(undoToken)).toThrow(expect.objectContaining({ code: 'E-WORKSPACE-TRASH-ENTRY' }));
  });

  it('reads and writes no file outside configs', async () => {
    const { configs } = await fixture.workbench().openWorkspace(fixture.workspaceFolder);
    for (const outside of ['configs/../assay.db', '../secret.yaml', 'configs/x.txt']) {
      expect(() => configs.write(outside, '')).toThrow(expect.objectContaining({ code: 'E-WORKSPACE-CONFIG-PATH' }));
    }
  });

  it('finds data in the workspace, then in ASSAY_DATA, then among the samples', async () => {
    const data = path.join(fixture.root, 'data');
    for (const name of ['nba-box-scores', 'other']) mkdirSync(path.join(data, name), { recursive: true });
    const { sources } = await fixture
      .workbench({ environment: { ASSAY_DATA: data } })
      .openWorkspace(fixture.workspaceFolder);
    // What no family reads may lie beside the data and is not offered.
    expect(Object.fromEntries(sources.list().map(({ name, origin }) => [name, origin]))).toEqual({
      'nba-box-scores': 'environment',
      territory: 'built-in',
    });
    const own = path.join(fixture.root, 'own');
    mkdirSync(own);
    expect(await sources.add('other', own)).toMatchObject({
      origin: 'workspace',
      path: own,
      fingerprint: 'f00d',
      rows: 3,
    });
    await expect(sources.check('nowhere')).rejects.toMatchObject({ code: 'E-SOURCE-NOT-FOUND', exitCode: 66 });
    await expect(sources.add('Bad Name', own)).rejects.toMatchObject({ code: 'E-SOURCE-NAME' });
    rmSync(own, { recursive: true });
    await expect(sources.check('other')).rejects.toMatchObject({ code: 'E-SOURCE-MISSING' });
  });

  it('names the experiments whose data is nowhere, until it is there', async () => {
    const environmentFolder = path.join(fixture.root, 'data');
    const { configs } = await fixture
      .workbench({ environment: { ASSAY_DATA: environmentFolder } })
      .openWorkspace(fixture.workspaceFolder);
    const file = (name: string) => `configs/experiments/${name}.yaml`;
    const write = (name: string, text: string) => configs.write(file(name), text);
    write('plays', 'family: masked-seq2seq\n');
    write('elsewhere', `family: masked-seq2seq\ndata: { source: ${path.join(fixture.root, 'nowhere')} }\n`);
    write('game', 'family: actor-critic\n');
    write('unreadable', 'family: [\n');
    expect(configs.missingData()).toEqual([
      { path: file('elsewhere'), source: path.join(fixture.root, 'nowhere') },
      { path: file('plays'), source: 'nfl-tracking' },
    ]);
    mkdirSync(path.join(environmentFolder, 'nfl-tracking'), { recursive: true });
    expect(configs.missingData().map(({ path: found }) => found)).toEqual([file('elsewhere')]);
  });

  it('registers nothing that does not pass its check, and forgets a check when a file changes', async () => {
    const { sources } = await fixture.workbench().openWorkspace(fixture.workspaceFolder);
    const own = path.join(fixture.root, 'own');
    mkdirSync(own);
    writeFileSync(path.join(own, 'broken'), '');
    await expect(sources.add('own', own)).rejects.toMatchObject({ code: 'E-DATA-BROKEN' });
    expect(sources.list().map(({ name }) => name)).not.toContain('own');
    rmSync(path.join(own, 'broken'));
    writeFileSync(path.join(own, 'rows.csv'), 'a');
    expect((await sources.add('own', own)).checkedAt).not.toBeNull();
    utimesSync(path.join(own, 'rows.csv'), new Date(0), new Date(0));
    expect(sources.list().find(({ name }) => name === 'own')).toMatchObject({ fingerprint: '', checkedAt: null });
  });

  it('cancels a job and tells of its progress', async () => {
    const workbench = fixture.workbench();
    const { jobs } = await workbench.openWorkspace(fixture.workspaceFolder);
    const controller = new AbortController();
    const messages: string[] = [];
    workbench.topics.subscribe('job:progress', ({ message }) => {
      messages.push(message);
      controller.abort();
    });
    const input = {
      kind: 'predict' as const,
      checkpointPath: '',
      source: { name: 'a', path: '', fingerprint: '' },
      outFile: '',
      cacheFolder: '',
    };
    await expect(jobs.run<'predict'>(input, { signal: controller.signal })).rejects.toMatchObject({
      code: 'E-WORKSPACE-JOB-CANCELLED',
      exitCode: 75,
    });
    expect(messages).toEqual(['working on predict']);
  });

  it('examines what is installed', async () => {
    const workbench = fixture.workbench();
    await workbench.openWorkspace(fixture.workspaceFolder);
    const checks = await workbench.doctor();
    expect(checks.find(({ id }) => id === 'node')).toMatchObject({ value: process.versions.node });
    expect(checks.find(({ id }) => id === 'source-nba-box-scores')!.value).toContain('(sample)');
    const onnxruntime = checks.find(({ id }) => id === 'onnxruntime')!;
    expect(onnxruntime.state).toBe('ok');
    expect(onnxruntime.value).toMatch(/^\d+\.\d+\.\d+/);
    const library = checks.find(({ id }) => id === 'tensorflow-library')!;
    expect(library.state === 'ok' || library.nextStep.includes('`assay engine add tensorflow`')).toBe(true);
    for (const check of checks)
      if (check.state === 'error' || check.state === 'warning') expect(check.nextStep).not.toBe('');
  });
});
