import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * A mutant is done with at the first test that fails. The tests named like the broken file come first, those that take
 * long come last: Vitest by itself would begin with them.
 */
export class NearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const broken = new Set(this.ctx.config.related?.map((path) => basename(path, '.ts')));
    const isNear = ({ moduleId }: TestSpecification) => broken.has(basename(moduleId, '.test.ts'));
    const longestFirst = await super.sort(files);
    return longestFirst.toReversed().sort((a, b) => Number(isNear(b)) - Number(isNear(a)));
  }
}
