/** The static proof of 采购限额标准: what must hold of the lines alone, before any commission is judged by them. */
import { proofBy, isWholeWithin, type PlacedFault, type Proof } from './proof.ts';
import type { ProcurementThresholds } from './procurement.ts';

/** In 分. 财库〔2019〕69号: below these no city or county goes for services. */
const leastLimit = 30_000_000;
const leastOpenTender = 200_000_000;
const most = 10_000_000_000;

/** The claims in the order in which a page shows them. */
export const thresholdClaims = {
  guide: '不低于市县级指引：采购限额 30 万元、公开招标 200 万元（财库〔2019〕69号）',
  order: '采购限额标准低于公开招标数额标准',
  source: '写明数额取自哪一份文件',
} as const;

type Claim = keyof typeof thresholdClaims;
type Fault = PlacedFault<Claim>;

export const proveThresholds = ({ limit, openTender, note }: ProcurementThresholds): Proof<Claim> =>
  proofBy(thresholdClaims, [
    ...(isWholeWithin(limit, leastLimit, most)
      ? []
      : [
          fault(
            'guide',
            'limit',
            '采购限额标准须为 30 万元至 1 亿元：财库〔2019〕69号规定市县级服务类不应低于 30 万元',
          ),
        ]),
    ...(isWholeWithin(openTender, leastOpenTender, most)
      ? []
      : [
          fault(
            'guide',
            'openTender',
            '公开招标数额标准须为 200 万元至 1 亿元：财库〔2019〕69号规定服务类不应低于 200 万元',
          ),
        ]),
    ...(limit < openTender
      ? []
      : [fault('order', 'limit', '采购限额标准须低于公开招标数额标准，请核对两项数额是否填反')]),
    ...(note.trim() === ''
      ? [fault('source', 'source', '写明数额取自哪一份文件及其文号，如某政采〔2024〕1号')]
      : []),
  ]);

const fault = (claim: Claim, path: string, message: string): Fault => ({ claim, path, message });
