import { become, installWhenStale } from './prepare.mjs';

installWhenStale();
become('bench/load.ts', process.argv.slice(2));
