import { loadSection, sectionActions } from '#lib/server/dossier.ts';

export const load = loadSection('trackRecord');
export const actions = sectionActions('trackRecord');
