import os from 'node:os';
import path from 'node:path';

/** Where things that are costly to make are kept between checkouts: per user, safe to delete. */
export const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'assay-electron');
