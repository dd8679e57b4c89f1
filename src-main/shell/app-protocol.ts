import { net, protocol } from 'electron';
import { pathToFileURL } from 'node:url';
import { fileOfUrl } from './app-url';
import { CONTENT_SECURITY_POLICY } from './content-security-policy';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the renderer's files as `app://assay/...`, instead of `file:`, with the policy on each answer. */
export function serveApp(rendererRoot: string): void {
  protocol.handle('app', async (request) => {
    const file = fileOfUrl(rendererRoot, request.url);
    const found = file === null ? null : await net.fetch(pathToFileURL(file).href).catch(() => null);
    if (!found) return new Response(null, { status: 404 });
    const headers = new Headers(found.headers);
    headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    headers.set('X-Content-Type-Options', 'nosniff');
    return new Response(found.body, { status: found.status, headers });
  });
}
