import { timelineEvent } from '#lib/journal-words.ts';
import { answer, type ApiClient } from './api.ts';

/** What happened to an object, as far as whoever asks may know; for the page's Timeline. */
export async function timelineOf(api: ApiClient, id: string) {
  const { events } = await answer(api['journal-entries'].of[':id'].$get({ param: { id } }));
  return events.map(timelineEvent);
}
