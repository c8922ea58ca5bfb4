/** What each paper keeps of its record, and how it says it. */
import { dayOf, paperDay, type Day, type Instant } from '#scoring/calendar.ts';
import { sections, sectionTitles, type Section } from '#scoring/filing.ts';
import { paperTitles, type PaperKind } from '#scoring/papers.ts';
import type { Block, Paper } from '../printing/paper.ts';

interface Shared {
  /** As it was called then. */
  agency: { name: string; code: string; uscc: string };
  submission: number;
  /** SHA-256 of what was submitted. */
  digest: string;
  submittedAt: Instant;
  isExample: boolean;
}

/** By kind: what the fingerprint is of. */
export interface Records {
  submissionReceipt: Shared & {
    declaredName: string;
    dueOn: Day;
    reviewDays: number;
    isChange: boolean;
    counts: { people: number; projects: number; honours: number; penalties: number };
  };
  declaration: Shared & { declaredName: string; statements: readonly string[] };
  correctionNotice: Shared & {
    decidedAt: Instant;
    faults: readonly { section: Section; reason: string; note: string }[];
    passed: readonly Section[];
    secondLookDays: number;
    office: string;
    contact: string;
  };
}

export interface StoredPaper {
  kind: PaperKind;
  number: string;
  code: string;
  fingerprint: string;
  madeAt: Instant;
  record: unknown;
}

export function paperOf(stored: StoredPaper): Paper {
  const { kind, number, code, fingerprint, madeAt } = stored;
  const record = stored.record as Shared;
  return {
    ...{ number, code, fingerprint, madeAt, title: paperTitles[kind] },
    warning: record.isExample ? '示例区县的数据，不作任何凭证' : null,
    blocks: (blocksOf[kind] as (record: Shared) => Block[])(record),
  };
}

/** 信用档案提交回执 JG-0012 第1次提交.pdf */
export function fileNameOfPaper({ kind, record }: Pick<StoredPaper, 'kind' | 'record'>): string {
  const { agency, submission } = record as Shared;
  return `${paperTitles[kind]} ${agency.code} 第${submission}次提交.pdf`;
}

const blocksOf: { [Kind in PaperKind]: (record: Records[Kind]) => Block[] } = {
  submissionReceipt: (record) => [
    { kind: 'text', text: '下列信用档案已经提交，财政局绩效科将在核对期限内告知结果。' },
    {
      kind: 'facts',
      rows: [
        ...factsOf(record),
        ['类别', record.isChange ? '变更' : '首次建档'],
        ['签署人', record.declaredName],
        ['核对期限', `${paperDay(record.dueOn)}（${record.reviewDays} 个工作日）`],
      ],
    },
    { kind: 'heading', text: '提交的内容' },
    { kind: 'list', items: sections.map((section) => sectionLine(section, record.counts)) },
    ...stamping,
  ],
  declaration: (record) => [
    {
      kind: 'text',
      text: `本机构就 ${record.agency.code} 第 ${record.submission} 次提交的信用档案，郑重承诺如下：`,
    },
    { kind: 'list', items: record.statements },
    {
      kind: 'text',
      text: `以上承诺由${record.declaredName}于 ${moment(record.submittedAt)} 登录后逐项勾选，并以本人姓名签署，自提交时生效。`,
    },
    { kind: 'facts', rows: [...factsOf(record), ['签署人', record.declaredName]] },
    ...stamping,
  ],
  correctionNotice: (record) => [
    { kind: 'text', flush: true, text: `${record.agency.name}：` },
    {
      kind: 'text',
      text: `你单位提交的信用档案（${record.agency.code} 第 ${record.submission} 次提交）已逐节核对，以下 ${record.faults.length} 节需要补正，全部问题一次告知如下：`,
    },
    {
      kind: 'list',
      items: record.faults.map(
        ({ section, reason, note }) => `${sectionTitles[section]}：${reason}。${note}`,
      ),
    },
    ...passedText(record.passed),
    {
      kind: 'text',
      text: `请补正后在系统中重新提交。自重新提交之日起 ${record.secondLookDays} 个工作日内再次核对，只针对改动的内容。此前已有核对完成版本的，补正期间仍以该版本为准。`,
    },
    {
      kind: 'text',
      text: `有疑问的，请向${record.office}询问${record.contact ? `（${record.contact}）` : ''}。`,
    },
    { kind: 'facts', rows: [...factsOf(record), ['告知时间', moment(record.decidedAt)]] },
    { kind: 'signing', lines: [record.office, paperDay(dayOf(record.decidedAt))] },
  ],
};

const factsOf = ({ agency, submission, digest, submittedAt }: Shared): [string, string][] => [
  ['机构', `${agency.name}（${agency.uscc}）`],
  ['提交', `${agency.code} 第 ${submission} 次提交，${moment(submittedAt)}`],
  ['内容指纹', digest],
];

function sectionLine(section: Section, counts: Records['submissionReceipt']['counts']): string {
  const { people, projects, honours, penalties } = counts;
  const more: Partial<Record<Section, string>> = {
    people: `${people} 人`,
    trackRecord: projects > 0 ? `${projects} 项` : '填报为无',
    honoursPenalties: `奖励 ${honours} 项，处罚 ${penalties} 项`,
  };
  return more[section] ? `${sectionTitles[section]}（${more[section]}）` : sectionTitles[section];
}

const passedText = (passed: readonly Section[]): Block[] =>
  passed.length === 0
    ? []
    : [
        {
          kind: 'text',
          text: `其余 ${passed.length} 节（${passed.map((one) => sectionTitles[one]).join('、')}）已通过，补正时不再改动。`,
        },
      ];

/** The submission counts already: the seal follows it. */
const stamping: Block[] = [
  {
    kind: 'text',
    text: '提交自系统收到时起有效，不以用印为前提。请打印本文书，盖章签字后扫描，凭页脚的校验码在「用印」页面传回。',
  },
  { kind: 'signing', lines: ['机构（盖章）：', '签署人（签字）：', '日期：'] },
];

/** 2025年11月20日 09:00, in Shanghai. */
const moment = (instant: Instant): string =>
  `${paperDay(dayOf(instant))} ${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 16)}`;
