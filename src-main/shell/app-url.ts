import path from 'node:path';

export const APP_ORIGIN = 'app://assay';

/**
 * The file below `root` that a URL of the app names.
 * @returns null for another host and for a path that leaves the folder
 */
export function fileOfUrl(root: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  const file = path.join(root, decodeURIComponent(pathname));
  const relative = path.relative(root, file);
  const isInside = relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
  return host === 'assay' && isInside ? file : null;
}

/**
 * Whether a URL is one of the app's own pages, or of the development server when one is set. The origin is compared,
 * not a prefix of the text: `app://assay.example` is somebody else.
 */
export function isOwnUrl(url: string, developmentUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  if (protocol === 'app:' && host === 'assay') return true;
  return developmentUrl !== undefined && new URL(developmentUrl).host === host && protocol.startsWith('http');
}
