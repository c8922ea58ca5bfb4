import { loadSection, sectionActions } from '#lib/server/dossier.ts';

export const load = loadSection('honoursPenalties');
export const actions = sectionActions('honoursPenalties');
