/** What of a form could not be sent waits in this browser for its writer, without numbers of persons, for a week. */
import { clear, createStore, del, entries, get, set, type UseStore } from 'idb-keyval';

export interface Waiting {
  version: string;
  entries: [name: string, value: string][];
  at: number;
}

const week = 7 * 24 * 60 * 60 * 1000;
const patience = 2000;
let opened: UseStore | undefined;
/** A save that fails while the page is being left must not bring back what was wiped. */
let isWiped = false;
const store = (): UseStore => (opened ??= createStore('drafts', 'waiting'));

/** False when the browser keeps nothing, as some do in a private window. */
export const park = (key: string, waiting: Waiting): Promise<boolean> =>
  tried(async () => {
    if (!isWiped) await set(key, waiting, store());
    return !isWiped;
  }, false);

/** What still waits under the key; what is older than a week is dropped, whoever wrote it. */
export const parked = (key: string): Promise<Waiting | undefined> =>
  tried(async () => {
    for (const [name, { at }] of await entries<string, Waiting>(store()))
      if (Date.now() - at > week) await del(name, store());
    return get<Waiting>(key, store());
  }, undefined);

export const unpark = (key: string): Promise<void> => tried(() => del(key, store()), undefined);

/** For forms that end the work on this machine: signing out, submitting the dossier. */
export function wipesDrafts(form: HTMLFormElement): () => void {
  const wipeFirst = async (event: SubmitEvent) => {
    if (isWiped) return;
    event.preventDefault();
    isWiped = true;
    await tried(() => clear(store()), undefined);
    form.requestSubmit(event.submitter);
  };
  form.addEventListener('submit', wipeFirst);
  return () => form.removeEventListener('submit', wipeFirst);
}

/** A browser's store that fails or hangs must not keep anybody from working. */
function tried<Value>(work: () => Promise<Value>, otherwise: Value): Promise<Value> {
  const late = new Promise<Value>((done) => setTimeout(() => done(otherwise), patience));
  return Promise.race([work().catch(() => otherwise), late]);
}
