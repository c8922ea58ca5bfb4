import { detailText } from '#lib/journal-details.ts';
import { eventOptions, eventWord, subjectWord } from '#lib/journal-words.ts';
import { answer } from '#lib/server/api.ts';
import { hatWord, instantText } from '#lib/words.ts';

export const load = async ({ locals, url }) => {
  const query = Object.fromEntries(url.searchParams);
  const { entries, next } = await answer(locals.api['journal-entries'].$get({ query }));
  const lines = entries.map((entry) => ({
    id: entry.id,
    at: instantText(entry.at),
    who: entry.hat === 'public' ? entry.actorName : `${entry.actorName}（${hatWord(entry.hat)}）`,
    event: eventWord(entry.event),
    subject: subjectWord(entry),
    subjectKey: entry.subjectCode ?? entry.subjectId,
    detail: detailText(entry, true),
  }));
  return { lines, next, eventOptions };
};
