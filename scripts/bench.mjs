// npm run bench -- [FAMILY] [--peers]: the `bench` command of the command line.
process.argv.splice(2, 0, 'bench');
await import('./assay.mjs');
