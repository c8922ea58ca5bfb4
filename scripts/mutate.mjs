import { spawnSync } from 'node:child_process';
import { become, installWhenStale, node } from './prepare.mjs';

installWhenStale();
// tsconfig.json rests on what SvelteKit writes, also where no page is compiled.
spawnSync(node(), ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'], { stdio: 'inherit' });
become('node_modules/@stryker-mutator/core/bin/stryker.js', ['run', ...process.argv.slice(2)]);
