import { loadSection, sectionActions } from '#lib/server/dossier.ts';

export const load = loadSection('basic');
export const actions = sectionActions('basic');
