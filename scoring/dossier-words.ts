/** What can be chosen in a dossier, in the words of the forms and papers. */

/** 4号 art. 2. */
export const kinds = {
  consultingFirm: '专业咨询机构',
  accountingFirm: '会计师事务所',
  appraisalFirm: '资产评估机构',
  lawFirm: '律师事务所',
  researchInstitute: '科研院所',
  university: '高等院校',
} as const;
export const headRoles = { legalRepresentative: '法定代表人', chiefPartner: '首席合伙人' } as const;
/** 4号 art. 9(2). */
export const ruleKinds = {
  qualityControl: '质量控制制度',
  accounting: '财务会计制度',
  assets: '资产管理制度',
  confidentiality: '保密制度',
  training: '业务培训制度',
} as const;
export const projectRoles = { sole: '独立承担', lead: '牵头', joint: '参与' } as const;
/** What a commission may ask experience in. */
export const evaluationFields = {
  education: '教育',
  health: '卫生健康',
  agriculture: '农业农村',
  welfare: '社会保障和就业',
  construction: '城乡建设',
  transport: '交通运输',
  environment: '生态环境',
  technology: '科技和信息化',
  culture: '文化旅游体育',
  safety: '公共安全',
  general: '一般公共服务',
  other: '其他',
} as const;

export const roles = { leadEvaluator: '主评人', evaluator: '评价人员', expert: '合作专家' } as const;
export const educations = {
  associate: '大学专科',
  bachelor: '大学本科',
  master: '硕士研究生',
  doctor: '博士研究生',
  other: '其他',
} as const;
export const titles = {
  none: '无职称',
  junior: '初级',
  middle: '中级',
  associateSenior: '副高级',
  senior: '正高级',
} as const;
export const criminalRecords = {
  none: '未被追究过刑事责任',
  negligent: '仅因评估、财务、会计、审计业务中的过失犯罪被追究',
  other: '因其他犯罪被追究',
} as const;
export const yesNo = { yes: '是', no: '否' } as const;

/** What a notice says of a section that had passed and was not changed. */
export const reopenedWords = '（本节上次已通过、没有改动，经财政局负责人同意再次提出。）';

/** Why a section needs correction. */
export const reasonCodes = {
  missing: '缺少材料',
  mismatch: '填报内容与佐证材料不一致',
  illegible: '材料不清晰',
  expired: '证照已到期',
  unproved: '佐证材料不足以证明',
  other: '其他',
} as const;

/** What is declared with a submission, over the typed name. Papers keep the words that were declared. */
export const declarations = {
  truthful: '所填内容和附件真实、准确、完整。',
  responsible: '如有不实，愿意承担相应责任，并同意记入信用记录。',
} as const;
