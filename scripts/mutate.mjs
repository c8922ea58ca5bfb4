import { become, installWhenStale } from './prepare.mjs';

installWhenStale();
become('node_modules/@stryker-mutator/core/bin/stryker.js', ['run', ...process.argv.slice(2)]);
