import { become, installWhenStale } from './prepare.mjs';

installWhenStale();
become('tests/second/cross-check.ts', process.argv.slice(2));
