import { phoneNumber } from '../accounts/schema.ts';
import { z } from 'zod';
import { addMonths, isDay, type Day } from '#scoring/calendar.ts';
import { checkUscc } from '#scoring/codes.ts';
import { evaluationFields, headRoles, kinds, projectRoles, ruleKinds } from '#scoring/dossier-words.ts';
import type { Section } from '#scoring/filing.ts';
import { judgePerson, type Person, type TypedPerson } from '../dossier-people/schema.ts';
import {
  asTyped,
  choice,
  day,
  judge,
  optionalChoice,
  optionalDay,
  optionalFile,
  optionalName,
  optionalText,
  optionalWanYuan,
  optionalYesNo,
  text,
  yesNo,
  type Faults,
} from '../typed.ts';

const row = { id: z.string().prefault('') };
const internalRule = z
  .strictObject({ established: yesNo('选择是否已建立。'), fileId: optionalFile() })
  .prefault({});

export const basic = z.strictObject({
  kind: choice(kinds, '选择机构类型。'),
  newName: optionalName(),
  renamedOn: optionalDay(),
  renameFileId: optionalFile(),
  premises: text('填写办公场所的详细地址。'),
  mailingAddress: text('填写通讯地址。'),
  headRole: choice(headRoles, '选择负责人的身份。'),
  headName: text('填写负责人姓名。', 50),
  contactName: text('填写联系人姓名。', 50),
  contactPhone: phoneNumber.prefault(''),
  hasBranches: yesNo('选择有没有分支机构。'),
  branches: z
    .array(
      z.strictObject({
        ...row,
        name: text('填写分支机构名称。'),
        uscc: z.string().trim().toUpperCase().superRefine(usccFaults).prefault(''),
        independent: yesNo('选择是否具有独立法人资格。'),
        head: text('填写分支机构负责人。', 50),
      }),
    )
    .prefault([]),
  rules: z
    .strictObject({
      qualityControl: internalRule,
      accounting: internalRule,
      assets: internalRule,
      confidentiality: internalRule,
      training: internalRule,
    })
    .prefault({}),
});

export const trackRecord = z.strictObject({
  hasProjects: yesNo('选择有没有预算绩效评价业绩。'),
  projects: z
    .array(
      z.strictObject({
        ...row,
        name: text('填写项目名称。'),
        client: text('填写委托方。'),
        year: z
          .string()
          .trim()
          .regex(/^(19|20)\d{2}$/, '填写年度，4 位数字，如 2024。')
          .transform(Number)
          .prefault(''),
        role: choice(projectRoles, '选择承担方式。'),
        field: optionalChoice(evaluationFields),
        specialBond: optionalYesNo(),
        amount: optionalWanYuan(),
        fileId: optionalFile(),
      }),
    )
    .prefault([]),
});

export const honoursPenalties = z.strictObject({
  hasHonours: yesNo('选择有没有获得奖励。'),
  honours: z
    .array(
      z.strictObject({
        ...row,
        name: text('填写奖励名称。'),
        grantedBy: text('填写授予单位。'),
        grantedOn: day('填写授予日期。'),
        fileId: optionalFile(),
      }),
    )
    .prefault([]),
  hasPenalties: yesNo('选择有没有受过处理处罚。'),
  penalties: z
    .array(
      z.strictObject({
        ...row,
        authority: text('填写作出决定的机关。'),
        documentNumber: text('填写决定文号。', 100),
        decidedOn: day('填写决定日期。'),
        content: text('填写处理处罚的内容。', 1000),
        serious: yesNo('选择是否属于重大违法记录。'),
        bannedUntil: optionalDay(),
        fileId: optionalFile(),
      }),
    )
    .prefault([]),
  seriousViolation: choice({ yes: '有', no: '没有' }, '选择近三年有没有重大违法记录。'),
  note: optionalText(1000),
});

/** What a submission and a checked version hold. */
export interface DossierContent {
  basic: z.output<typeof basic>;
  people: Person[];
  trackRecord: z.output<typeof trackRecord>;
  honoursPenalties: z.output<typeof honoursPenalties>;
}

/** The three sections saved as one form; people are saved one by one. */
export const forms = { basic, trackRecord, honoursPenalties } as const;
export type FormSection = keyof typeof forms;
export const isForm = (section: string): section is FormSection => Object.hasOwn(forms, section);

const typedForms = {
  basic: asTyped(basic),
  trackRecord: asTyped(trackRecord),
  honoursPenalties: asTyped(honoursPenalties),
} as const;
export const typedForm = (section: FormSection): z.ZodType => typedForms[section];

export const sectionSaving = z.strictObject({
  values: z.record(z.string(), z.unknown()),
  complete: z.boolean().default(false),
});

export const opening = z.strictObject({ changedOn: optionalDay() });

export type TypedSections = Partial<Record<Section, unknown>>;

/** One section judged by its strict schema on a day: the complete content, or every fault by form path. */
export function judgeSection(
  section: Section,
  typed: unknown,
  today: Day,
): { value: unknown; faults: Faults } {
  if (section === 'people') return judgePeople(typed as { people?: TypedPerson[] } | undefined, today);
  const { value, faults } = judge(forms[section], typed ?? {});
  const further = crossFaults[section]((typed ?? {}) as TypedTree, today);
  const all = { ...further, ...faults };
  return { value: Object.keys(all).length === 0 ? value : null, faults: all };
}

function judgePeople(typed: { people?: TypedPerson[] } | undefined, today: Day) {
  const people = typed?.people ?? [];
  const judged = people.map((one) => judgePerson(one, today));
  const faults: Faults = people.length === 0 ? { people: '至少添加一名人员。' } : {};
  judged.forEach((one, index) => {
    for (const [path, message] of Object.entries(one.faults)) faults[`people[${index}].${path}`] = message;
  });
  return { value: Object.keys(faults).length === 0 ? judged.map((one) => one.value) : null, faults };
}

/** What a draft holds: text at every leaf, anything may be missing. */
interface TypedTree {
  readonly [key: string]: string | undefined | TypedTree | TypedTree[];
}

const rowsOf = (tree: TypedTree, key: string): TypedTree[] => (tree[key] as TypedTree[] | undefined) ?? [];

/** What one field says against another, and against today. */
const crossFaults: Record<FormSection, (typed: TypedTree, today: Day) => Faults> = {
  basic(typed, today) {
    const faults: Faults = {};
    renameFaults(faults, typed, today);
    const rules = typed['rules'] as Record<string, TypedTree | undefined> | undefined;
    for (const key of Object.keys(ruleKinds)) {
      const rule = rules?.[key];
      if (rule?.['established'] === 'yes' && !rule['fileId'])
        faults[`rules.${key}.fileId`] = '上传制度文件。';
    }
    listFault(faults, typed, 'hasBranches', 'branches', '分支机构');
    rowsOf(typed, 'branches').forEach((branch, index) => {
      if (branch['independent'] === 'yes')
        faults[`branches[${index}].independent`] =
          '具有独立法人资格的分支机构由其自行建立档案，不在总所档案中填报，请删去这一项。';
    });
    return faults;
  },
  trackRecord(typed, today) {
    const faults: Faults = {};
    listFault(faults, typed, 'hasProjects', 'projects', '业绩');
    rowsOf(typed, 'projects').forEach(({ year }, index) => {
      if (typeof year === 'string' && /^\d{4}$/.test(year) && year > today.slice(0, 4))
        faults[`projects[${index}].year`] = `年度不能晚于 ${today.slice(0, 4)}。`;
    });
    return faults;
  },
  honoursPenalties(typed, today) {
    const faults: Faults = {};
    listFault(faults, typed, 'hasHonours', 'honours', '奖励');
    listFault(faults, typed, 'hasPenalties', 'penalties', '处理处罚');
    notLater(faults, typed, 'honours', 'grantedOn', today);
    notLater(faults, typed, 'penalties', 'decidedOn', today);
    const standing = rowsOf(typed, 'penalties').some((penalty) => isStanding(penalty, today));
    if (typed['seriousViolation'] === 'no' && standing)
      faults['seriousViolation'] = '所列处理处罚中有近三年的重大违法记录，应选「有」；如列错，改正该条。';
    if (typed['seriousViolation'] === 'yes' && !standing)
      faults['seriousViolation'] = '选「有」的，在处理处罚中列明近三年的重大违法记录。';
    return faults;
  },
};

/** A new name is proved by its registration document; what proves it says nothing without the name. */
function renameFaults(faults: Faults, typed: TypedTree, today: Day): void {
  const { newName, renamedOn, renameFileId } = typed;
  if (newName && !renamedOn) faults['renamedOn'] = '填写准予变更登记通知书上的日期。';
  if (newName && !renameFileId) faults['renameFileId'] = '上传准予变更登记通知书。';
  if (!newName && (renamedOn || renameFileId))
    faults['newName'] = '填写变更登记后的机构全称；没有更名的，清空日期和通知书。';
  const read = optionalDay().safeParse(renamedOn ?? '');
  if (read.success && read.data && read.data > today) faults['renamedOn'] = `不能晚于今天（${today}）。`;
}

/** An explicit none and rows exclude each other. */
function listFault(faults: Faults, typed: TypedTree, answer: string, list: string, noun: string): void {
  const count = rowsOf(typed, list).length;
  if (typed[answer] === 'yes' && count === 0)
    faults[answer] = `选「有」的，至少列明一项${noun}；没有的，选「没有」。`;
  if (typed[answer] === 'no' && count > 0)
    faults[answer] = `已列有${noun}，应选「有」；没有的，删去所列各项。`;
}

function notLater(faults: Faults, typed: TypedTree, list: string, key: string, today: Day): void {
  rowsOf(typed, list).forEach((one, index) => {
    const read = day('').safeParse(one[key] ?? '');
    if (read.success && read.data > today) faults[`${list}[${index}].${key}`] = `不能晚于今天（${today}）。`;
  });
}

/** A serious record counts for three years, a ban until it ends. */
function isStanding(penalty: TypedTree, today: Day): boolean {
  const decidedOn = day('').safeParse(penalty['decidedOn'] ?? '');
  const until = penalty['bannedUntil'];
  if (penalty['serious'] !== 'yes' || !decidedOn.success) return false;
  if (typeof until === 'string' && isDay(until) && until >= today) return true;
  return addMonths(decidedOn.data, 36) > today;
}

function usccFaults(code: string, ctx: z.RefinementCtx): void {
  for (const fault of checkUscc(code).faults) ctx.addIssue({ code: 'custom', message: `${fault}。` });
}
