/** What the pages of a dossier's sections share: loading, keeping files and saving as typed. */
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';
import { answer, refused, type ApiClient } from './api.ts';
import { formOf, type PostedForm } from './form.ts';

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

/** Stores each posted file and puts its id where the form keeps it: `rules.assets.file` fills `rules.assets.fileId`. */
export async function storeFiles(
  api: ApiClient,
  form: PostedForm,
): Promise<{ status: number; problem: Problem } | null> {
  for (const [control, file] of form.files) {
    const response = await api.files.$post({ query: { name: file.name } }, { init: { body: file } });
    if (!response.ok) {
      const problem = (await response.json()) as unknown as Problem;
      const message = problem.fields?.['file'] ?? problem.message;
      return { status: response.status, problem: { ...problem, fields: { [`${control}Id`]: message } } };
    }
    const { id } = await response.json();
    setLeaf(form.values, `${control}Id`, id);
  }
  return null;
}

/** The page carried a hidden field of this name, so that everything around the leaf is there. */
function setLeaf(values: Record<string, unknown>, path: string, value: string): void {
  const parts = path.match(/[^.[\]]+/g) ?? [];
  const around = parts
    .slice(0, -1)
    .reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], values);
  if (around) (around as Record<string, unknown>)[parts.at(-1)!] = value;
}
