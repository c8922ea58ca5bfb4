/** The static proof of a draw's weights: what must hold of the data alone, before any list is drawn from. */
import { placeText } from './consequences.ts';
import type { DrawPolicy } from './draw.ts';
import { isWholeWithin, proofBy, type PlacedFault, type Proof } from './proof.ts';

/** The claims in the order in which a page shows them. */
export const drawClaims = {
  weights: '各信用等级的权重为 1 至 100 的整数',
  order: '信用等级越高权重越大，未评级介于 A 和 C 之间',
  share: '尚可承接份额的下限大于 0、不超过 1，每家候选机构都可能抽中',
  candidates: '候选机构不少于 2 家',
} as const;

type Claim = keyof typeof drawClaims;
type Fault = PlacedFault<Claim>;
type Weighted = keyof DrawPolicy['tierWeights'];

const weighted: readonly Weighted[] = ['A', 'B', 'C', '未评级'];

/** Each pair: the first must not weigh less than the second. */
const ranked: readonly (readonly [Weighted, Weighted])[] = [
  ['A', 'B'],
  ['B', 'C'],
  ['A', '未评级'],
  ['未评级', 'C'],
];

const mostWeight = 100;
const mostDenominator = 1000;
const mostCandidates = 20;

export const proveDrawPolicy = (policy: DrawPolicy): Proof<Claim> =>
  proofBy(drawClaims, [
    ...weightFaults(policy),
    ...orderFaults(policy),
    ...shareFaults(policy),
    ...candidateFaults(policy),
  ]);

const weightFaults = ({ tierWeights }: DrawPolicy): Fault[] =>
  weighted
    .filter((tier) => !isWholeWithin(tierWeights[tier], 1, mostWeight))
    .map((tier) =>
      fault(
        'weights',
        `tierWeights.${tier}`,
        `${placeText(tier)}的权重须为 1 至 ${mostWeight} 的整数；信用等级 D 以外的机构都参加抽取`,
      ),
    );

const orderFaults = ({ tierWeights }: DrawPolicy): Fault[] =>
  ranked
    .filter(([better, worse]) => tierWeights[better] < tierWeights[worse])
    .map(([better, worse]) =>
      fault(
        'order',
        `tierWeights.${worse}`,
        `${placeText(worse)}的权重不得大于${placeText(better)}的权重（${tierWeights[better]}）`,
      ),
    );

function shareFaults({ leastShare: { n, d } }: DrawPolicy): Fault[] {
  if (!isWholeWithin(d, 1, mostDenominator))
    return [fault('share', 'leastShare.d', `份额下限的分母须为 1 至 ${mostDenominator} 的整数`)];
  if (isWholeWithin(n, 1, d)) return [];
  return [
    fault(
      'share',
      'leastShare.n',
      `份额下限的分子须为 1 至 ${d} 的整数：为 0 时已满负荷的机构永远抽不中，大于分母时负荷越重权重越大`,
    ),
  ];
}

const candidateFaults = ({ candidatesAtLeast }: DrawPolicy): Fault[] =>
  isWholeWithin(candidatesAtLeast, 2, mostCandidates)
    ? []
    : [
        fault(
          'candidates',
          'candidatesAtLeast',
          `候选机构的最少家数须为 2 至 ${mostCandidates} 的整数：只有一家的不成为抽取`,
        ),
      ];

const fault = (claim: Claim, path: string, message: string): Fault => ({ claim, path, message });
