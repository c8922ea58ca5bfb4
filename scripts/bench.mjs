import { become, installWhenStale } from './prepare.mjs';

installWhenStale();
become('bench/run.ts');
