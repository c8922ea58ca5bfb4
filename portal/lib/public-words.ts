/** The words of what is shown to the public, beside those of states in words.ts. */
export const kindWords = {
  rating: '信用等级',
  assessment: '考核等级',
  evaluation: '评价结果',
  sanction: '处理决定',
} as const;

export const evaluateeKinds = {
  project: '项目支出',
  department: '部门整体支出',
  policy: '政策',
  bondProject: '专项债券项目',
} as const;

export const occasionWords = { yearly: '年度评定', event: '事件触发评定' } as const;

/** Printed for what exists and was not made public, and for what was published by name only. */
export const notPublished = '未公开';

/** Marks what rests on a standard that the bureau had not adopted. */
export const trialMark = '试评（尚未公布施行）';
