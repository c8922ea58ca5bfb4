/** 采购依据: which way a commission may be given by its amount and the year's total, and what must be on record for it. */
import type { Day } from './calendar.ts';

/** Amounts in 分; each line is reached by an amount equal to it. */
export interface ProcurementLines {
  readonly limit: number;
  readonly openTender: number;
}

/** 采购限额标准: the lines with where they come from. */
export interface ProcurementThresholds extends ProcurementLines {
  readonly note: string;
}

/** 《政府采购法》26, 财政部令第110号. */
export const statutoryMethods = {
  openTender: '公开招标',
  invitedTender: '邀请招标',
  negotiation: '竞争性谈判',
  consultation: '竞争性磋商',
  singleSource: '单一来源采购',
  framework: '框架协议采购',
} as const;

/** Below the line, by the bureau's internal rule. */
export const internalMethods = {
  comparison: '比选',
  weightedDraw: '按信用等级加权抽取',
  rotation: '轮候',
} as const;

export type StatutoryMethod = keyof typeof statutoryMethods;
export type InternalMethod = keyof typeof internalMethods;
export type ProcurementMethod = StatutoryMethod | InternalMethod;

export interface ProcurementBasis {
  readonly amount: number;
  /** What the year's other commissions of the same kind add up to. */
  readonly othersTotal: number;
  readonly method: ProcurementMethod;
  readonly internalRuleNumber: string | null;
  readonly procurementNumber: string | null;
  readonly noticeLink: string | null;
  readonly resultLink: string | null;
  readonly resultOn: Day | null;
  /** A collective decision is on record. */
  readonly isDecided: boolean;
}

export interface BasisVerdict {
  readonly isAboveLimit: boolean;
  readonly yearlyTotal: number;
  /** 化整为零: the year's total has come to the open-tender line without an open tender. */
  readonly isSplitSuspected: boolean;
  /** By field of the basis: what is missing or not allowed. */
  readonly faults: Readonly<Partial<Record<keyof ProcurementBasis, string>>>;
}

export function judgeBasis(lines: ProcurementLines, basis: ProcurementBasis): BasisVerdict {
  const yearlyTotal = basis.amount + basis.othersTotal;
  const isAboveLimit = basis.amount >= lines.limit;
  const isSplitSuspected = basis.method !== 'openTender' && yearlyTotal >= lines.openTender;
  const faults = {
    ...(isAboveLimit ? statutoryFaults(lines, basis) : internalFaults(basis)),
    ...(isSplitSuspected && !basis.isDecided
      ? {
          isDecided:
            '本年度同类采购累计已达公开招标数额标准，可能构成化整为零，须先记录集体决策的会议、日期和纪要编号',
        }
      : {}),
  };
  return { isAboveLimit, yearlyTotal, isSplitSuspected, faults };
}

/** Every method with its word. */
export const methodWords: Readonly<Record<ProcurementMethod, string>> = {
  ...statutoryMethods,
  ...internalMethods,
};

export const isStatutory = (method: ProcurementMethod): method is StatutoryMethod =>
  Object.hasOwn(statutoryMethods, method);

function statutoryFaults(lines: ProcurementLines, basis: ProcurementBasis): BasisVerdict['faults'] {
  if (!isStatutory(basis.method))
    return {
      method: `预算金额已达采购限额标准，应当采用政府采购法定方式，不得${internalMethods[basis.method]}；请选择法定方式并填写采购结果`,
    };
  return {
    ...(basis.amount >= lines.openTender && basis.method !== 'openTender' && !basis.isDecided
      ? { method: '预算金额已达公开招标数额标准，应当公开招标；采用其他方式的，须记录批准的集体决策' }
      : {}),
    ...(basis.procurementNumber ? {} : { procurementNumber: '填写采购编号' }),
    ...(basis.noticeLink ? {} : { noticeLink: '填写采购公告的网址' }),
    ...(basis.resultLink ? {} : { resultLink: '填写采购结果公告的网址' }),
    ...(basis.resultOn ? {} : { resultOn: '填写采购结果公告的日期' }),
  };
}

function internalFaults(basis: ProcurementBasis): BasisVerdict['faults'] {
  if (isStatutory(basis.method))
    return { method: '预算金额未达采购限额标准，请从比选、按信用等级加权抽取、轮候中选择' };
  return basis.internalRuleNumber ? {} : { internalRuleNumber: '填写本局内部采购规则的文号' };
}
