/** What the pages of a dossier's sections share: loading, keeping files and saving as typed. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { answer, refused } from './api.ts';
import { formOf } from './form.ts';
import { storeFiles } from './upload.ts';

type FormSection = 'basic' | 'trackRecord' | 'honoursPenalties';
type Posting = Pick<RequestEvent, 'request' | 'locals'>;

export const loadSection =
  (section: FormSection) =>
  async ({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) => {
    const found = await answer(locals.api.dossiers.own.sections[':section'].$get({ param: { section } }));
    return { section: found, showFaults: url.searchParams.has('check') };
  };

/** Saves what was typed, right or wrong; `complete` also asks whether anything is missing. */
export const sectionActions = (section: FormSection) => ({
  save: (event: Posting) => saveSection(section, event, false),
  complete: (event: Posting) => saveSection(section, event, true),
});

async function saveSection(section: FormSection, { request, locals }: Posting, complete: boolean) {
  const form = await formOf(request);
  const refusal = await storeFiles(locals.api, form);
  if (refusal) return fail(refusal.status, { problem: refusal.problem, values: form.values });
  const response = await locals.api.dossiers.own.sections[':section'].$put(
    { param: { section }, json: { values: form.values, complete } },
    form.options,
  );
  if (!response.ok) return refused(response, form.values);
  const { faults, completedAt } = await response.json();
  if (complete && completedAt) redirect(303, '/dossier');
  return { saved: true, faults: complete ? faults : {} };
}
