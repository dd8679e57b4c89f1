import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyTo } from './ask';
import { inMain } from './in-main';
import { launchApp, removeHome, type LaunchedApp } from './launch-app';

let launched: LaunchedApp;
let page: Page;

beforeAll(async () => {
  launched = await launchApp();
  page = launched.page;
  await page.getByRole('button', { name: 'Only open it' }).waitFor();
});

afterAll(async () => {
  await launched.close();
  removeHome(launched.home);
});

/** Runs code in a task of the page's own: what Playwright evaluates itself is exempt from the page's policy. */
const inOwnTask = (code: 'eval' | 'Function'): Promise<string> =>
  page.evaluate(
    (kind) =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            resolve(
              `ran: ${String(kind === 'eval' ? (0, eval)('6 * 7') : (Reflect.construct(Function, ['return 6 * 7']) as () => unknown)())}`,
            );
          } catch (error) {
            resolve((error as Error).name);
          }
        });
      }),
    code,
  );

const windowCount = (): Promise<number> =>
  inMain(launched.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null);

/** Tries to leave for `url` by `leave`. @returns whether main held the navigation back */
async function isHeldBack(url: string, leave: (target: string) => void): Promise<boolean> {
  await launched.app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    (globalThis as { heldBack?: Promise<boolean> }).heldBack = new Promise((resolve) =>
      webContents.once('will-navigate', (event) => resolve(event.defaultPrevented)),
    );
  });
  await page.evaluate(leave, url);
  return launched.app.evaluate(() => (globalThis as { heldBack?: Promise<boolean> }).heldBack!);
}

describe('the page has no way into Node', () => {
  it('has neither require nor process nor module', async () => {
    expect(
      await page.evaluate(() => ['require', 'process', 'module', 'global', 'Buffer'].filter((name) => name in window)),
    ).toEqual([]);
  });

  it('is sandboxed and isolated, by the preferences that Electron applied', async () => {
    const preferences = await launched.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    });
    expect(preferences).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('sees a bridge of two functions that it cannot change', async () => {
    const seen = await page.evaluate(() => {
      const bridge = (window as unknown as { workbench: Record<string, unknown> }).workbench;
      const before = bridge['request'];
      try {
        bridge['request'] = () => 'another';
      } catch {
        // Frozen: the assignment may throw.
      }
      return { names: Object.keys(bridge).sort(), isSame: bridge['request'] === before };
    });
    expect(seen).toEqual({ names: ['request', 'subscribe'], isSame: true });
  });
});

describe('the content security policy', () => {
  it('comes with the document, allows nothing by default and no evaluated or inline script', async () => {
    const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
    const directives = new Map(policy!.split('; ').map((part) => [part.split(' ')[0], part]));
    expect(directives.get('default-src')).toBe("default-src 'none'");
    expect(directives.get('script-src')).toBe("script-src 'self'");
    expect(directives.get('frame-ancestors')).toBe("frame-ancestors 'none'");
  });

  it('makes eval throw', async () => {
    expect(await inOwnTask('eval')).toBe('EvalError');
  });

  it('makes the Function constructor throw', async () => {
    expect(await inOwnTask('Function')).toBe('EvalError');
  });

  it('does not run an inline script', async () => {
    const outcome = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          const script = document.createElement('script');
          script.textContent = 'window.inlineRan = true';
          document.head.append(script);
          if ('inlineRan' in window) resolve('ran');
        }),
    );
    expect(outcome).toBe('script-src-elem');
  });

  it('does not let the page speak to another host', async () => {
    const outcome = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          void fetch('https://example.invalid/').then(
            () => resolve('answered'),
            () => undefined,
          );
        }),
    );
    expect(outcome).toBe('connect-src');
  });
});

describe('the window stays where it is', () => {
  it('does not navigate to another origin', async () => {
    expect(await isHeldBack('https://example.invalid/', (url) => (location.href = url))).toBe(true);
    expect(page.url()).toMatch(/^app:\/\/assay\//);
  });

  it('does not follow a link to another host of its own scheme', async () => {
    const follow = (url: string): void => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
    };
    expect(await isHeldBack('app://assay.example/index.html', follow)).toBe(true);
    expect(page.url()).toMatch(/^app:\/\/assay\//);
  });

  it('opens no second window', async () => {
    expect(await page.evaluate(() => window.open('app://assay/index.html'))).toBeNull();
    expect(await page.evaluate(() => window.open('https://example.invalid/', '_blank', 'width=300'))).toBeNull();
    expect(await windowCount()).toBe(1);
  });
});

describe('permissions', () => {
  it('are denied when the page asks for its place', async () => {
    const code = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve(0),
            (error) => resolve(error.code),
          );
        }),
    );
    expect(code).toBe(1); // GeolocationPositionError.PERMISSION_DENIED
  });

  it('are denied for notices of the page', async () => {
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  });

  it('are denied for camera and microphone', async () => {
    const name = await page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    );
    expect(['NotAllowedError', 'NotFoundError']).toContain(name);
  });

  it.each(['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'])(
    'read as denied for %s',
    async (name) => {
      const state = await page.evaluate(
        async (permission) => (await navigator.permissions.query({ name: permission as PermissionName })).state,
        name,
      );
      expect(state).toBe('denied');
    },
  );
});

describe('requests', () => {
  it.each([
    ['an unknown name', 'files:read', { path: '/etc/passwd' }],
    ['a name from the prototype of the table', 'constructor', {}],
    ['an extra key', 'app:info', { extra: 1 }],
    ['a value of another type', 'runs:get', { runId: 42 }],
    ['a missing payload', 'app:info', null],
  ])('with %s are refused with their code', async (_what, name, payload) => {
    expect(await replyTo(launched.app, name, payload)).toMatchObject({ ok: false, error: { code: 'E-IPC-REQUEST' } });
  });

  it('are answered when they keep to the contract', async () => {
    expect(await replyTo(launched.app, 'app:info', {})).toMatchObject({ ok: true, value: { workspace: null } });
  });
});

describe('the app protocol', () => {
  const statusOf = (url: string): Promise<number> => page.evaluate(async (target) => (await fetch(target)).status, url);

  it('serves the document', async () => {
    expect(await statusOf('app://assay/index.html')).toBe(200);
  });

  it.each([
    'app://assay/..%2f..%2fpackage.json',
    'app://assay/assets/..%2f..%2f..%2fpackage.json',
    'app://assay/..%5c..%5cpackage.json',
    'app://assay/%2e%2e/%2e%2e/package.json',
    'app://assay/%2fetc%2fpasswd',
  ])('does not leave its folder for %s', async (url) => {
    expect(await statusOf(url)).toBe(404);
  });
});

describe('frames', () => {
  it('cannot be loaded into the page', async () => {
    const outcome = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
            once: true,
          });
          const frame = document.createElement('iframe');
          frame.src = 'app://assay/index.html';
          document.body.append(frame);
        }),
    );
    expect(outcome).toBe('frame-src');
    await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));
  });

  it('get no bridge, even when they are empty ones of the page itself', async () => {
    const type = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const seen = typeof (frame.contentWindow as unknown as { workbench?: unknown }).workbench;
      frame.remove();
      return seen;
    });
    expect(type).toBe('undefined');
  });
});
