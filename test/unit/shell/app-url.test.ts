import { describe, expect, it } from 'vitest';
import { fileOfUrl, isOwnUrl } from '../../../src-main/shell/app-url';

describe('fileOfUrl', () => {
  it('names a file below the root', () => {
    expect(fileOfUrl('/app/renderer', 'app://assay/assets/main.js')).toBe('/app/renderer/assets/main.js');
  });

  it.each([
    ['an encoded climb', 'app://assay/..%2f..%2fetc%2fpasswd'],
    ['another host', 'app://elsewhere/index.html'],
    ['the folder itself', 'app://assay/'],
  ])('refuses %s', (_name, url) => {
    expect(fileOfUrl('/app/renderer', url)).toBeNull();
  });
});

describe('isOwnUrl', () => {
  it('accepts the app and the development server', () => {
    expect(isOwnUrl('app://assay/index.html#/runs', undefined)).toBe(true);
    expect(isOwnUrl('http://localhost:5173/index.html', 'http://localhost:5173')).toBe(true);
  });

  it.each(['app://assay.example/index.html', 'https://localhost.example/', 'file:///etc/passwd', 'not a url'])(
    'refuses %s',
    (url) => {
      expect(isOwnUrl(url, 'http://localhost:5173')).toBe(false);
    },
  );
});
