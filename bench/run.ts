// Ratios measured side by side in one run: npm run bench
import { benchDecisions } from './decisions/decisions.ts';
import { benchImport } from './import.ts';
import { benchReRating } from './re-rating.ts';
import { benchWhatIf } from './what-if.ts';
import { benchWhatIfRun } from './what-if-run.ts';

const parts = [
  ['explained decisions', benchDecisions],
  ['re-rating', benchReRating],
  ['what-if', benchWhatIf],
  ['what-if over HTTP', benchWhatIfRun],
  ['import of a sheet', benchImport],
] as const;

for (const [title, bench] of parts) {
  console.log(`\n${title}`);
  for (const line of await bench()) console.log(`  ${line}`);
}
// The engine's worker threads would keep the process.
process.exit();
