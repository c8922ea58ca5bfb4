/** The sections that can be filled in with Excel. */
export const importKinds = {
  people: { title: '专业团队', path: '/dossier/people', counter: '人' },
  trackRecord: { title: '业绩记录', path: '/dossier/track-record', counter: '项' },
} as const;
export type ImportKind = keyof typeof importKinds;

export const importKind = (text: string | null): ImportKind => (text === 'trackRecord' ? text : 'people');
