import { z } from 'zod';

// Imported before everything else: zod would otherwise compile its checks with `new Function`, which the content security
// policy forbids (no 'unsafe-eval') and reports as a violation each time a schema is made.
z.config({ jitless: true });
