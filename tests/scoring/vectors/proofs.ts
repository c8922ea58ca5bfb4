import { bondConstruction } from '#scoring/data/bond-framework.ts';
import { wholeDepartment } from '#scoring/data/department-framework.ts';
import { henanProject, nationalProject } from '#scoring/data/frameworks.ts';
import { proveEligibilityRules } from '#scoring/eligibility-proof.ts';
import type { EligibilityRules } from '#scoring/eligibility-rules.ts';
import { outlineOf, type FrameworkOutline } from '#scoring/framework-outline.ts';
import { proveFramework } from '#scoring/framework-proof.ts';
import { changed, type Change } from './faults.ts';
import { answering, type Runners } from './runner.ts';

const references = {
  nationalProject: outlineOf(nationalProject),
  henanProject: outlineOf(henanProject),
  bondConstruction: outlineOf(bondConstruction),
  wholeDepartment: outlineOf(wholeDepartment),
};

interface Changed {
  readonly framework: string;
  readonly changes: Change[];
}

interface Proved {
  readonly faults: readonly { readonly claim: string; readonly path: string }[];
  readonly proved: readonly string[];
}

const answerOf = ({ faults, proved }: Proved) => ({
  faults: faults.map(({ claim, path }) => `${claim} ${path}`).sort(),
  proved: proved.length,
});

export const proofs: Runners = {
  'eligibility-rules-faults': answering(
    (more: Partial<EligibilityRules>, given: { rules: EligibilityRules }) =>
      answerOf(proveEligibilityRules({ ...given.rules, ...more })),
  ),
  'framework-faults': answering(
    ({ framework, changes }: Changed, given: Record<string, FrameworkOutline>) => {
      const proof = proveFramework(changed({ ...references, ...given }[framework]!, changes));
      return { ...answerOf(proof), warned: proof.warnings.length > 0 };
    },
  ),
};
