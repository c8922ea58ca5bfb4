import { become, buildWhenStale, installWhenStale } from './prepare.mjs';

try {
  installWhenStale();
  if (process.argv.includes('--dev')) become('scripts/dev.ts');
  else {
    buildWhenStale();
    become('api/serve.ts');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
