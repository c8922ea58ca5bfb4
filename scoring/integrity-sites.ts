/** Where an agency is looked up for 重大违法记录 (R5): look-ups of these sites are recorded, of no other. */
export const integritySites = {
  creditChina: '信用中国',
  governmentProcurement: '中国政府采购网',
  nationalPlatform: '预算绩效评价第三方机构信用管理平台',
} as const;

export type IntegritySite = keyof typeof integritySites;

/** 财库〔2016〕125号 asks to look these up before an award. */
export const lawfulSites: readonly string[] = [
  integritySites.creditChina,
  integritySites.governmentProcurement,
];
