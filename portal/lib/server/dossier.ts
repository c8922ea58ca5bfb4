/** What the forms of a dossier share: loading, keeping files, saving as typed and settling what two colleagues wrote. */
import { randomUUID } from 'node:crypto';
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { Problem } from '#api/refusal.ts';
import { answer, putBack, refused, type ApiClient } from './api.ts';
import { formOf, shown, type Kept, type PostedForm } from './form.ts';
import { choiceOf, type Conflicted } from '#lib/conflict.ts';
import { conflictsOf, settled } from './merge.ts';
import { storeFiles } from './upload.ts';

type FormSection = 'basic' | 'trackRecord' | 'honoursPenalties';
type Posting = Pick<RequestEvent, 'request' | 'locals' | 'params'>;

/** Where a form is kept: in a section of its own, or as one person of the team. */
export interface Place {
  stored: (api: ApiClient) => Promise<{ typed: Values; version: number }>;
  put: (api: ApiClient, form: PostedForm, complete: boolean) => Promise<Answer>;
}
type Values = Record<string, unknown>;
type Answer = Pick<Response, 'ok' | 'status'> & { json: () => Promise<unknown> };
interface Saved {
  version: number;
  savedAt: string;
  completedAt?: string | null;
  faults: Record<string, string>;
}

export const loadSection =
  (section: FormSection) =>
  async ({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) => {
    const found = await answer(locals.api.dossiers.own.sections[':section'].$get({ param: { section } }));
    return { section: found, showFaults: url.searchParams.has('check'), rowIds: newRowIds() };
  };

/** Rows yet to be filled in have their ids from the start: saved again and again they stay the same rows. */
export const newRowIds = (): string[] => Array.from({ length: 3 }, () => randomUUID());

/** Saves what was typed, right or wrong; `complete` also asks whether anything is missing. */
export function sectionActions(section: FormSection) {
  const place = sectionPlace(section);
  return {
    save: (event: Posting) => saveSection(place, event, false),
    complete: (event: Posting) => saveSection(place, event, true),
    ...draftActions(() => place),
  };
}

async function saveSection(place: Place, { request, locals }: Posting, complete: boolean) {
  const { refusal, saved } = await keep(place, locals.api, request, complete);
  if (refusal) return refusal;
  if (complete && saved.completedAt) redirect(303, '/dossier');
  return { saved: true, faults: complete ? saved.faults : {} };
}

/** What every form that saves itself also takes: its own saving, and the choices after a conflict. */
export const draftActions = (placeOf: (event: Posting) => Place) => ({
  /** For the page's script alone; whoever signs in in between must not save what another typed. */
  autosave: async (event: Posting) => {
    const { actor, owesSecondFactor } = event.locals.session;
    if (!owesSecondFactor && event.request.headers.get('x-account') !== actor.accountId)
      return fail(401, { problem: actor.accountId ? anotherPerson : signedOut, values: {} as Values });
    const { refusal, saved } = await keep(placeOf(event), event.locals.api, event.request, false);
    return refusal ?? { version: saved.version, savedAt: saved.savedAt };
  },
  merge: async (event: Posting) => {
    const { refusal } = await settle(placeOf(event), event.locals.api, event.request);
    return refusal ?? { saved: true, faults: {} };
  },
});

const signedOut: Problem = { code: 'unauthenticated', message: '登录已失效。', requestId: '' };
const anotherPerson: Problem = {
  code: 'unauthenticated',
  message: '现在登录的是另一个人，请由打开本页的人员重新登录。',
  requestId: '',
};

type Draft = { problem: Problem; values: Values; kept?: Kept; conflict?: Conflicted };
type Outcome = { refusal: ActionFailure<Draft>; saved?: never } | { refusal?: never; saved: Saved };

/** Saves as typed, or answers with what was typed beside the refusal. */
export async function keep(
  place: Place,
  api: ApiClient,
  request: Request,
  complete: boolean,
): Promise<Outcome> {
  const { form, refusal } = await posted(api, request);
  return refusal ? { refusal } : put(place, api, form, complete);
}

async function posted(api: ApiClient, request: Request) {
  const form = await formOf(request);
  const unstored = await storeFiles(api, form);
  if (!unstored) return { form };
  return {
    form,
    refusal: putBack(unstored, shown(form.values)),
  };
}

async function put(place: Place, api: ApiClient, form: PostedForm, complete: boolean): Promise<Outcome> {
  const response = await place.put(api, form, complete);
  if (response.ok) return { saved: (await response.json()) as Saved };
  const refusal = await refused(response, shown(form.values));
  const { problem } = refusal.data;
  return { refusal: problem.code === 'stale' ? await conflicting(place, api, form, problem) : refusal };
}

/** What is stored now stands beside what was typed. */
async function conflicting(place: Place, api: ApiClient, { values, own }: PostedForm, problem: Problem) {
  const { typed, version } = await place.stored(api);
  const conflicts = conflictsOf(values, typed).map((one) => ({ ...one, chosen: own.get(choiceOf(one)) }));
  return fail(409, { problem, values: shown(values), conflict: { version, conflicts, stored: typed } });
}

/** Saves over the newer version what was chosen field by field. */
async function settle(place: Place, api: ApiClient, request: Request): Promise<Outcome> {
  const { form, refusal } = await posted(api, request);
  if (refusal) return { refusal };
  const { typed } = await place.stored(api);
  const isOpen = conflictsOf(form.values, typed).some((one) => !form.own.get(choiceOf(one)));
  if (isOpen) return { refusal: await conflicting(place, api, form, unsettled) };
  const isStored = (path: string[]) => form.own.get(choiceOf({ path })) === 'stored';
  return put(place, api, { ...form, values: settled(form.values, typed, isStored) }, false);
}

const unsettled: Problem = {
  code: 'stale',
  message: '还有没有选定的项目，请逐项选定后再保存。',
  requestId: '',
};

const sectionPlace = (section: FormSection): Place => ({
  stored: async (api) => {
    const found = await answer(api.dossiers.own.sections[':section'].$get({ param: { section } }));
    return { typed: found.typed as Values, version: found.version };
  },
  put: (api, { values, options }, complete) =>
    api.dossiers.own.sections[':section'].$put({ param: { section }, json: { values, complete } }, options),
});

export const personPlace = (id: string): Place => ({
  stored: async (api) => {
    const { typed } = await answer(api['dossier-people'][':id'].$get({ param: { id } }));
    return { typed, version: typed.version };
  },
  put: (api, { values, options }) =>
    api['dossier-people'][':id'].$put({ param: { id }, json: values }, options),
});
