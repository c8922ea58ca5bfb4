/**
 * What each object can go through: state machines as tables. A row says from which state which act leads where, whose
 * hand does it, and what must hold first (`when`; the command proves it). What is not in a table cannot happen.
 */

/** Whose hand may act. `clock` is a deadline that has passed. */
export type Hand = 'agency' | 'officer' | 'reviewer' | 'leader' | 'scorer' | 'supervisor' | 'unit' | 'clock';

export interface Transition<State extends string = string, Act extends string = string> {
  readonly from: State;
  readonly act: Act;
  readonly to: State;
  readonly by: readonly Hand[];
  readonly when?: Condition;
}

export interface Machine<State extends string = string, Act extends string = string> {
  readonly noun: string;
  readonly title: string;
  readonly initial: State;
  readonly states: Readonly<Record<State, string>>;
  readonly acts: Readonly<Record<Act, string>>;
  readonly rows: readonly Transition<State, Act>[];
}

export type Step<State extends string> =
  { to: State; by: readonly Hand[]; when: Condition | null } | { refusal: string };

/** What must hold before a row may be taken, in words for the person who is refused. */
export const conditions = {
  withdrawalWindow: '须在提交后可撤回的时间内',
  everySectionJudged: '须先逐项审核全部内容，一次性告知',
  collectiveDecision: '须先记录集体决策的文号和日期',
  legalBasis: '须先记录采购依据',
  nothingUnknown: '没有不通过项的机构不得留有待核实事项，诚信查询不得早于 10 日前',
  selectionRecorded: '须先有抽取顺序、比选结果或法定采购结果',
  secretNotOpened: '仅限承诺的密值到期未公开',
  everyoneDeclined: '仅限名单内机构均不承接或逾期未回复',
  invitationAccepted: '须先有机构接受邀请并作出独立性声明',
  workPlanApproved: '须先审核确定评价实施方案',
  reportAccepted: '须先验收评价报告定稿',
  archiveComplete: '须先归齐立项性、证明性、结论性资料',
  deadlinePassed: '须待期限届满',
  consultationOver: '须待各方意见均已收到，或征求意见期届满',
  answeredAndSigned: '须先逐条回应意见、完成内部复核并由主评人签字',
  everyScorerDone: '须待全部评分人提交评分',
  reconciled: '分差超限的评分项须先会商',
  feedbackOver: '须待反馈期届满且没有待处理的复核申请',
  withinReviewDays: '须在告知后 7 个工作日内',
  reviewDecided: '须先由未参与评分的人员作出复核决定',
  heardOrTimeOver: '须先听取陈述申辩，或待陈述申辩期届满',
  answeredOrTimeOver: '须待两家机构均已答复，或答复期限届满',
  anotherPerson: '须由另一人办理，并写明理由',
  repairProved: '须已过最短公示期、完成整改并作出信用承诺',
} as const;
export type Condition = keyof typeof conditions;

/** Where the act leads from the state, or why it cannot be done there and where it can. */
export function next<State extends string, Act extends string>(
  machine: Machine<State, Act>,
  state: State,
  act: Act,
): Step<State> {
  const row = machine.rows.find((candidate) => candidate.from === state && candidate.act === act);
  if (row) return { to: row.to, by: row.by, when: row.when ?? null };
  const possible = machine.rows.filter((candidate) => candidate.act === act);
  const states = [...new Set(possible.map((candidate) => `「${machine.states[candidate.from]}」`))].join(
    '、',
  );
  return {
    refusal: `${machine.title}当前为「${machine.states[state]}」，不能${machine.acts[act]}；只有${states}时可以`,
  };
}

/** The acts a table offers in a state, in the table's order. */
export const actsFrom = <State extends string, Act extends string>(
  machine: Machine<State, Act>,
  state: State,
): Act[] => machine.rows.filter((row) => row.from === state).map((row) => row.act);

/** A state no act leads out of to another one. */
export const isEnd = <State extends string>(machine: Machine<State>, state: State): boolean =>
  machine.rows.every((row) => row.from !== state || row.to === state);

/** `amend` leaves the checked row as it is and opens a new one, in `draft`, against it. */
export const dossier = define({
  noun: 'dossier',
  title: '机构档案',
  initial: 'draft',
  states: {
    draft: '草稿',
    submitted: '待审核',
    inReview: '审核中',
    returned: '退回补正',
    checked: '核对完成',
  },
  acts: {
    submit: '提交',
    withdraw: '撤回',
    beginReview: '开始审核',
    returnForCorrection: '退回补正',
    check: '审核通过',
    amend: '发起变更',
  },
  rows: [
    { from: 'draft', act: 'submit', to: 'submitted', by: ['agency'] },
    { from: 'submitted', act: 'withdraw', to: 'draft', by: ['agency'], when: 'withdrawalWindow' },
    { from: 'submitted', act: 'beginReview', to: 'inReview', by: ['officer', 'reviewer'] },
    {
      from: 'inReview',
      act: 'returnForCorrection',
      to: 'returned',
      by: ['officer', 'reviewer'],
      when: 'everySectionJudged',
    },
    {
      from: 'inReview',
      act: 'check',
      to: 'checked',
      by: ['officer', 'reviewer'],
      when: 'everySectionJudged',
    },
    { from: 'returned', act: 'submit', to: 'submitted', by: ['agency'] },
    { from: 'checked', act: 'amend', to: 'checked', by: ['agency'] },
  ],
});

export const plan = define({
  noun: 'plan',
  title: '年度计划',
  initial: 'draft',
  states: { draft: '草稿', decided: '已确定', amended: '已调整' },
  acts: { decide: '确定', amend: '调整' },
  rows: [
    { from: 'draft', act: 'decide', to: 'decided', by: ['leader'], when: 'collectiveDecision' },
    { from: 'decided', act: 'amend', to: 'amended', by: ['leader'], when: 'collectiveDecision' },
    { from: 'amended', act: 'amend', to: 'amended', by: ['leader'], when: 'collectiveDecision' },
  ],
});

/** Above the threshold the statutory result is recorded as the selection; the agency still declares its independence. */
export const commission = define({
  noun: 'commission',
  title: '委托',
  initial: 'created',
  states: {
    created: '立项',
    conditioned: '条件已定',
    screening: '资格筛选',
    frozen: '名单已冻结',
    selecting: '遴选中',
    inviting: '邀请中',
    contracted: '已签约',
    running: '实施中',
    accepted: '已验收',
    archived: '已归档',
    terminated: '已终止',
  },
  acts: {
    freezeConditions: '冻结并公布条件',
    changeConditions: '变更条件',
    screen: '开始资格筛选',
    extendCall: '延长征集',
    freezeList: '冻结名单',
    select: '开始遴选',
    voidDraw: '宣布抽取作废',
    invite: '发出邀请',
    inviteNext: '顺延邀请下一家',
    callAgain: '重新征集',
    sign: '签订合同',
    start: '开始实施',
    accept: '验收',
    archive: '归档',
    terminate: '终止',
  },
  rows: [
    { from: 'created', act: 'freezeConditions', to: 'conditioned', by: ['officer'], when: 'legalBasis' },
    { from: 'conditioned', act: 'changeConditions', to: 'conditioned', by: ['officer'] },
    { from: 'conditioned', act: 'screen', to: 'screening', by: ['officer'] },
    { from: 'screening', act: 'screen', to: 'screening', by: ['officer'] },
    { from: 'screening', act: 'changeConditions', to: 'conditioned', by: ['officer'] },
    { from: 'screening', act: 'extendCall', to: 'conditioned', by: ['officer'] },
    {
      from: 'screening',
      act: 'freezeList',
      to: 'frozen',
      by: ['reviewer', 'leader'],
      when: 'nothingUnknown',
    },
    { from: 'frozen', act: 'select', to: 'selecting', by: ['officer'] },
    { from: 'selecting', act: 'voidDraw', to: 'frozen', by: ['officer', 'clock'], when: 'secretNotOpened' },
    { from: 'selecting', act: 'invite', to: 'inviting', by: ['officer'], when: 'selectionRecorded' },
    { from: 'inviting', act: 'inviteNext', to: 'inviting', by: ['officer', 'clock'] },
    { from: 'inviting', act: 'callAgain', to: 'conditioned', by: ['officer'], when: 'everyoneDeclined' },
    { from: 'inviting', act: 'sign', to: 'contracted', by: ['officer'], when: 'invitationAccepted' },
    { from: 'contracted', act: 'start', to: 'running', by: ['officer'], when: 'workPlanApproved' },
    { from: 'running', act: 'accept', to: 'accepted', by: ['officer', 'reviewer'], when: 'reportAccepted' },
    { from: 'accepted', act: 'archive', to: 'archived', by: ['officer'], when: 'archiveComplete' },
    ...(
      [
        'created',
        'conditioned',
        'screening',
        'frozen',
        'selecting',
        'inviting',
        'contracted',
        'running',
      ] as const
    ).map((from) => ({ from, act: 'terminate', to: 'terminated', by: ['leader'] }) as const),
  ],
});

export const invitation = define({
  noun: 'invitation',
  title: '邀请',
  initial: 'pending',
  states: {
    pending: '待回复',
    accepted: '已接受',
    declined: '已不承接',
    lapsed: '逾期未回复',
    withdrawn: '已撤回',
  },
  acts: { accept: '接受', decline: '不承接', lapse: '按逾期处理', withdraw: '撤回' },
  rows: [
    { from: 'pending', act: 'accept', to: 'accepted', by: ['agency'] },
    { from: 'pending', act: 'decline', to: 'declined', by: ['agency'] },
    { from: 'pending', act: 'lapse', to: 'lapsed', by: ['clock'], when: 'deadlinePassed' },
    { from: 'pending', act: 'withdraw', to: 'withdrawn', by: ['officer'] },
  ],
});

export const workPlan = defineFiling('workPlan', '评价实施方案');
export const indicatorSystem = defineFiling('indicatorSystem', '指标体系');

export const report = define({
  noun: 'report',
  title: '评价报告',
  initial: 'draft',
  states: {
    draft: '编写中',
    submitted: '初稿',
    consultation: '征求意见',
    answering: '回应意见',
    final: '定稿',
    accepted: '已验收',
    returned: '退回修改',
  },
  acts: {
    submit: '提交初稿',
    consult: '征求意见',
    closeConsultation: '结束征求意见',
    finalise: '提交定稿',
    accept: '验收',
    return: '退回修改',
  },
  rows: [
    { from: 'draft', act: 'submit', to: 'submitted', by: ['agency'] },
    { from: 'submitted', act: 'consult', to: 'consultation', by: ['officer'] },
    {
      from: 'consultation',
      act: 'closeConsultation',
      to: 'answering',
      by: ['officer', 'clock'],
      when: 'consultationOver',
    },
    { from: 'answering', act: 'finalise', to: 'final', by: ['agency'], when: 'answeredAndSigned' },
    { from: 'final', act: 'accept', to: 'accepted', by: ['officer', 'reviewer'] },
    { from: 'final', act: 'return', to: 'returned', by: ['officer', 'reviewer'] },
    { from: 'returned', act: 'finalise', to: 'final', by: ['agency'], when: 'answeredAndSigned' },
  ],
});

/** An answer says adopted, partly or not, with a reason (4号 18). */
export const comment = define({
  noun: 'comment',
  title: '意见',
  initial: 'open',
  states: { open: '待回应', answered: '已回应' },
  acts: { answer: '回应' },
  rows: [{ from: 'open', act: 'answer', to: 'answered', by: ['agency'] }],
});

export const rectification = define({
  noun: 'rectification',
  title: '整改事项',
  initial: 'open',
  states: { open: '待整改', measured: '待核查', closed: '已完成', rejected: '未通过' },
  acts: { reportMeasures: '报送整改措施', close: '核查通过', reject: '核查不通过' },
  rows: [
    { from: 'open', act: 'reportMeasures', to: 'measured', by: ['unit', 'agency'] },
    { from: 'measured', act: 'close', to: 'closed', by: ['officer', 'supervisor'] },
    { from: 'measured', act: 'reject', to: 'rejected', by: ['officer', 'supervisor'] },
    { from: 'rejected', act: 'reportMeasures', to: 'measured', by: ['unit', 'agency'] },
  ],
});

/** 重复登记核实: one person in the dossiers of two agencies. Each answers once; an answer that is not given is none. */
export const doubleRegistration = define({
  noun: 'doubleRegistration',
  title: '重复登记核实',
  initial: 'open',
  states: { open: '核实中', proposed: '待复核', settled: '已认定' },
  acts: { answer: '答复', propose: '提出认定意见', return: '退回', settle: '认定' },
  rows: [
    { from: 'open', act: 'answer', to: 'open', by: ['agency'] },
    { from: 'open', act: 'propose', to: 'proposed', by: ['officer'], when: 'answeredOrTimeOver' },
    { from: 'proposed', act: 'return', to: 'open', by: ['reviewer', 'leader'] },
    { from: 'proposed', act: 'settle', to: 'settled', by: ['reviewer', 'leader'], when: 'anotherPerson' },
  ],
});

/** 代录: an officer enters the stamped paper of an agency; it takes effect only by the agency's own word. */
export const dossierEntry = define({
  noun: 'dossierEntry',
  title: '代录',
  initial: 'entering',
  states: {
    entering: '代录中',
    waiting: '待机构确认',
    confirmed: '机构已确认',
    declined: '机构未确认',
    withdrawn: '已撤回',
  },
  acts: { handOver: '送机构确认', resume: '继续代录', withdraw: '撤回', confirm: '确认', decline: '退回' },
  rows: [
    { from: 'entering', act: 'handOver', to: 'waiting', by: ['officer'] },
    { from: 'entering', act: 'withdraw', to: 'withdrawn', by: ['officer'] },
    { from: 'waiting', act: 'confirm', to: 'confirmed', by: ['agency'] },
    { from: 'waiting', act: 'decline', to: 'declined', by: ['agency'] },
    { from: 'declined', act: 'resume', to: 'entering', by: ['officer'] },
    { from: 'declined', act: 'withdraw', to: 'withdrawn', by: ['officer'] },
  ],
});

/**
 * 再次提出的请示: what a review has passed and the agency has not changed is judged again only when the reviewer's
 * superior agrees, question by question.
 */
export const dossierReopening = define({
  noun: 'dossierReopening',
  title: '再次提出的请示',
  initial: 'asked',
  states: { asked: '待答复', agreed: '已同意', declined: '不同意', withdrawn: '已撤回' },
  acts: { agree: '同意', decline: '不同意', withdraw: '撤回' },
  rows: [
    { from: 'asked', act: 'agree', to: 'agreed', by: ['leader'], when: 'anotherPerson' },
    { from: 'asked', act: 'decline', to: 'declined', by: ['leader'], when: 'anotherPerson' },
    { from: 'asked', act: 'withdraw', to: 'withdrawn', by: ['officer', 'reviewer'] },
  ],
});

/** 机构主体变更: what an officer goes by needs no request; what an agency asks for, an officer takes up. */
export const identityChange = define({
  noun: 'identityChange',
  title: '机构主体变更',
  initial: 'requested',
  states: {
    requested: '机构已申请',
    proposed: '待审批',
    returned: '已退回',
    withdrawn: '已撤回',
    decided: '已决定',
  },
  acts: { withdraw: '撤回', propose: '提请审批', return: '退回', decide: '作出决定' },
  rows: [
    { from: 'requested', act: 'withdraw', to: 'withdrawn', by: ['agency'] },
    { from: 'requested', act: 'return', to: 'returned', by: ['officer'] },
    { from: 'requested', act: 'propose', to: 'proposed', by: ['officer'] },
    { from: 'proposed', act: 'return', to: 'returned', by: ['leader'] },
    { from: 'proposed', act: 'decide', to: 'decided', by: ['leader'], when: 'anotherPerson' },
  ],
});

/** A final assessment is never edited: a correction is a new one that supersedes it, with a reason. */
export const assessment = define({
  noun: 'assessment',
  title: '考核',
  initial: 'open',
  states: {
    open: '待评分',
    scoring: '评分中',
    scored: '待复核',
    feedback: '待反馈',
    review: '复核中',
    final: '已定等级',
  },
  acts: {
    beginScoring: '开始评分',
    completeScoring: '完成评分',
    reconcile: '会商',
    giveFeedback: '告知机构',
    requestReview: '申请复核',
    finalise: '确定考核等级',
  },
  rows: [
    { from: 'open', act: 'beginScoring', to: 'scoring', by: ['scorer'] },
    { from: 'scoring', act: 'completeScoring', to: 'scored', by: ['scorer'], when: 'everyScorerDone' },
    { from: 'scored', act: 'reconcile', to: 'scored', by: ['scorer'] },
    { from: 'scored', act: 'giveFeedback', to: 'feedback', by: ['reviewer'], when: 'reconciled' },
    { from: 'feedback', act: 'requestReview', to: 'review', by: ['agency'], when: 'withinReviewDays' },
    { from: 'feedback', act: 'finalise', to: 'final', by: ['leader'], when: 'feedbackOver' },
    { from: 'review', act: 'finalise', to: 'final', by: ['leader'], when: 'reviewDecided' },
  ],
});

export const ratingDecision = define({
  noun: 'ratingDecision',
  title: '信用等级决定',
  initial: 'proposed',
  states: { proposed: '拟定', decided: '已决定' },
  acts: { decide: '决定' },
  rows: [{ from: 'proposed', act: 'decide', to: 'decided', by: ['leader'], when: 'anotherPerson' }],
});

/** Also the life of a 受限 (restriction): heard, approved, in force, ended by date. */
export const sanction = define({
  noun: 'sanction',
  title: '处理决定',
  initial: 'proposed',
  states: {
    proposed: '拟作出',
    heard: '已听取申辩',
    inForce: '生效中',
    ended: '已期满',
    repaired: '已修复',
    revoked: '已撤销',
  },
  acts: { hear: '记录陈述申辩', impose: '作出决定', end: '按期满处理', repair: '信用修复', revoke: '撤销' },
  rows: [
    { from: 'proposed', act: 'hear', to: 'heard', by: ['officer', 'clock'], when: 'heardOrTimeOver' },
    { from: 'proposed', act: 'revoke', to: 'revoked', by: ['leader'] },
    { from: 'heard', act: 'impose', to: 'inForce', by: ['leader'], when: 'anotherPerson' },
    { from: 'heard', act: 'revoke', to: 'revoked', by: ['leader'] },
    { from: 'inForce', act: 'end', to: 'ended', by: ['clock'], when: 'deadlinePassed' },
    { from: 'inForce', act: 'repair', to: 'repaired', by: ['leader'], when: 'repairProved' },
    { from: 'inForce', act: 'revoke', to: 'revoked', by: ['leader'] },
    { from: 'ended', act: 'revoke', to: 'revoked', by: ['leader'] },
    { from: 'repaired', act: 'revoke', to: 'revoked', by: ['leader'] },
  ],
});

/** 信息公开: what the public is shown; a sanction's display also ends by its date. */
export const disclosure = define({
  noun: 'disclosure',
  title: '信息公开',
  initial: 'proposed',
  states: { proposed: '待公开', published: '已公开', returned: '已退回', withdrawn: '已撤下' },
  acts: { publish: '公开', return: '退回', withdraw: '撤下' },
  rows: [
    { from: 'proposed', act: 'publish', to: 'published', by: ['leader'], when: 'anotherPerson' },
    { from: 'proposed', act: 'return', to: 'returned', by: ['leader'] },
    { from: 'published', act: 'withdraw', to: 'withdrawn', by: ['leader'] },
  ],
});

/** A new version of a policy: what is checked becomes a version, which no one edits any more. */
export const policyDraft = define({
  noun: 'policyDraft',
  title: '新版本草稿',
  initial: 'draft',
  states: { draft: '起草中', checked: '核验通过', withdrawn: '已撤回' },
  acts: { save: '修改', check: '核验通过', withdraw: '撤回' },
  rows: [
    { from: 'draft', act: 'save', to: 'draft', by: ['officer'] },
    { from: 'draft', act: 'check', to: 'checked', by: ['reviewer', 'leader'], when: 'anotherPerson' },
    { from: 'draft', act: 'withdraw', to: 'withdrawn', by: ['officer'] },
  ],
});

export const machines = {
  dossier,
  plan,
  commission,
  invitation,
  workPlan,
  indicatorSystem,
  report,
  comment,
  rectification,
  doubleRegistration,
  dossierEntry,
  dossierReopening,
  identityChange,
  assessment,
  ratingDecision,
  sanction,
  disclosure,
  policyDraft,
} as const;

export type StateOf<M> = M extends { states: Readonly<Record<infer State, string>> } ? State : never;
export type ActOf<M> = M extends { acts: Readonly<Record<infer Act, string>> } ? Act : never;

/** What an agency files and the bureau approves; one table for the work plan and the indicator system (4号 15, 16). */
function defineFiling(noun: string, title: string) {
  return define({
    noun,
    title,
    initial: 'draft',
    states: { draft: '草稿', submitted: '待审核', returned: '退回修改', approved: '已确定' },
    acts: { submit: '提交', return: '退回修改', approve: '审核确定' },
    rows: [
      { from: 'draft', act: 'submit', to: 'submitted', by: ['agency'] },
      { from: 'submitted', act: 'return', to: 'returned', by: ['officer', 'reviewer'] },
      { from: 'submitted', act: 'approve', to: 'approved', by: ['officer', 'reviewer'] },
      { from: 'returned', act: 'submit', to: 'submitted', by: ['agency'] },
    ],
  });
}

function define<State extends string, Act extends string>(machine: Machine<State, Act>): Machine<State, Act> {
  return machine;
}
