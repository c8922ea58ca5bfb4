import type { Day } from '#scoring/calendar.ts';
import { consequenceText, talkDueOn, type ConsequencePolicy } from '#scoring/consequences.ts';
import { places, type Place } from '#scoring/migration.ts';
import { loadCalendar } from '../calendar/queries.ts';
import type { Db } from '../database.ts';
import { getPolicyInForce } from '../policies/queries.ts';

/** Of a rating under a policy that the bureau has not adopted. */
export const trialConsequence = '试评：所依据的信用等级办法尚未公布施行，不排除、不公开，按未评级参加遴选。';

/** 信用等级的运用 in force on the day. */
export const consequencesOn = async (db: Db, day: Day): Promise<ConsequencePolicy> =>
  (await getPolicyInForce<ConsequencePolicy>(db, 'consequence', day)).content;

/** What each rating leads to, in words. */
export async function consequenceTexts(db: Db, day: Day): Promise<Readonly<Record<Place, string>>> {
  const policy = await consequencesOn(db, day);
  return Object.fromEntries(places.map((place) => [place, consequenceText(policy, place)])) as Record<
    Place,
    string
  >;
}

/** The last day of the 工作提醒谈话 that the rating asks for today, counted from the day it was decided for. */
export const talkDueAfter = async (db: Db, today: Day, place: Place, decidedOn: Day): Promise<Day | null> =>
  talkDueOn(await consequencesOn(db, today), place, await loadCalendar(db), decidedOn);
