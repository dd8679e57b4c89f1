import { describe, expect, it } from 'vitest';
import { ConfigUnknownKeyError } from '#contract/errors/config-errors';
import { answerRequest } from '../../../src-main/ipc/answer-request';
import type { RequestHandlers } from '../../../src-main/ipc/request-handlers';

const handlers = (overrides: Partial<RequestHandlers>): RequestHandlers => overrides as RequestHandlers;

describe('answerRequest', () => {
  it('hands the parsed payload to the handler and returns its parsed answer', async () => {
    const seen: unknown[] = [];
    const reply = await answerRequest(
      handlers({
        'configs:create': (payload) => {
          seen.push(payload);
          return { path: 'configs/experiments/new.yaml' };
        },
      }),
      'configs:create',
      { name: 'new', family: 'deep-set-ranker', copyOf: null },
    );
    expect(seen).toEqual([{ name: 'new', family: 'deep-set-ranker', copyOf: null }]);
    expect(reply).toEqual({ ok: true, value: { path: 'configs/experiments/new.yaml' } });
  });

  it('refuses a payload with an unknown key before the handler sees it', async () => {
    const reply = await answerRequest(
      handlers({
        'runs:pause': () => {
          throw new Error('must not be called');
        },
      }),
      'runs:pause',
      { runId: 'r-0123456789', force: true },
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'E-IPC-REQUEST' } });
  });

  it.each(['no:such', '__proto__', 'constructor', 7, null])('refuses the name %s', async (name) => {
    expect(await answerRequest(handlers({}), name, {})).toMatchObject({ ok: false, error: { code: 'E-IPC-REQUEST' } });
  });

  it('carries code, next step and details of an error of ours', async () => {
    const reply = await answerRequest(
      handlers({
        'configs:list': () => {
          throw new ConfigUnknownKeyError({ file: 'x.yaml', line: 4, column: 3 }, 'model_a.epoch', 'model_a.epochs');
        },
      }),
      'configs:list',
      {},
    );
    expect(reply).toEqual({
      ok: false,
      error: {
        code: 'E-CONFIG-UNKNOWN-KEY',
        message: 'x.yaml:4:3: there is no key model_a.epoch.',
        nextStep: 'Nearest key: model_a.epochs.',
        details: { file: 'x.yaml', line: 4, column: 3, key: 'model_a.epoch', nearest: 'model_a.epochs' },
      },
    });
  });

  it('hands on the very rows of a list of runs: they were parsed when they were read', async () => {
    const answer = { rows: [], total: 0, elapsedMs: 1 };
    const reply = await answerRequest(handlers({ 'runs:list': () => answer }), 'runs:list', {
      query: '',
      includeTrash: false,
    });
    expect(reply.ok && reply.value).toBe(answer);
  });

  it('reports an answer outside the contract as a fault of ours', async () => {
    const reply = await answerRequest(
      handlers({ 'configs:list': () => ({ files: 'none' }) as never }),
      'configs:list',
      {},
    );
    expect(reply).toMatchObject({ ok: false, error: { code: 'E-INTERNAL' } });
  });
});
