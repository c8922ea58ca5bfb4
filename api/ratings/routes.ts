import { Hono } from 'hono';
import { endOfDay, type Day, type Instant } from '#scoring/calendar.ts';
import { weightOf, type DrawPolicy } from '#scoring/draw.ts';
import { placeOf } from '#scoring/migration.ts';
import { formatPoints, toPoints } from '#scoring/points.ts';
import { allow, read, write, type Context, type Env } from '../context.ts';
import { body, query } from '../input.ts';
import { listTimeline } from '../journal-entries/queries.ts';
import { actionState } from '../permissions.ts';
import { getPolicyInForce, listPolicies } from '../policies/queries.ts';
import { invalidField, notFound } from '../refusal.ts';
import { restrictionsInForce, sanctionsInForce } from '../sanctions/queries.ts';
import { sortedBy } from '../sorting.ts';
import {
  assertPeriodsKnown,
  decideYearlyRatings,
  findRatingPolicy,
  ratingPolicyOn,
  trialAndOutlook,
  yearlyTrial,
} from './commands.ts';
import { consequenceTexts, talkDueAfter, trialConsequence } from '../consequences/queries.ts';
import * as queries from './queries.ts';
import { ratingSearch, trialSearch, yearlyDecision, yearlySearch } from './schema.ts';

export const ratings = new Hono<Env>()
  .get('/', allow('rating.read'), query(ratingSearch), async (c) => {
    const context = read(c);
    const { db, actor, now, today } = context;
    const [agencies, inForce, restrictions, policy] = await Promise.all([
      queries.listAgencies(db, actor),
      queries.ratingsInForce(db, now),
      restrictionsInForce(db, today),
      ratingPolicyOn(context, today),
    ]);
    const reasons = await queries.listReasons(
      db,
      inForce.map(({ decisionId }) => decisionId),
    );
    const rows = agencies.map((agency) => {
      const current = inForce.find(({ agencyId }) => agencyId === agency.id);
      const restriction = restrictions.find(({ agencyId }) => agencyId === agency.id);
      return {
        ...{ agencyCode: agency.code, agencyName: agency.name, assessments: Number(agency.assessments) },
        rating: current?.rating ?? null,
        points: current?.points ?? null,
        since: current?.effectiveOn ?? null,
        cause: current?.cause ?? null,
        reasons: reasons.find(({ id }) => id === current?.decisionId)?.reasons ?? [],
        trial: current?.trial ?? false,
        restrictedUntil: restriction?.until ?? null,
      };
    });
    return c.json({
      ratings: sortedBy(rows, c.req.valid('query').sort, {
        agency: (row) => row.agencyName,
        rating: (row) => row.rating,
        points: (row) => row.points,
        since: (row) => row.since,
      }),
      isTrial: policy.content.adoption === null,
      actions: [actionState(actor, 'rating.decideYearly', '作出年度信用评定', {}, null)].filter(
        (one) => one !== null,
      ),
    });
  })
  .get('/yearly', allow('rating.readYearly'), query(yearlySearch), async (c) => {
    const context = read(c);
    const year = c.req.valid('query').year || String(Number(context.today.slice(0, 4)) - 1);
    const asOf = `${year}-12-31`;
    await assertPeriodsKnown(context, 'year', asOf);
    const decided = await queries.findYearlyDecision(context.db, asOf);
    const lines = await yearlyTrial(context, asOf);
    const texts = await consequenceTexts(context.db, context.today);
    const blocked =
      asOf >= context.today
        ? { reason: `${year} 年度以 12 月 31 日为准，须在次年作出决定；现在只能试算。` }
        : decided
          ? { reason: `${year} 年度信用等级已经决定。` }
          : null;
    return c.json({
      year,
      asOf,
      decidedAt: decided?.recordedAt ?? null,
      lines: lines.map(({ agency, before, beforePoints, beforeIsTrial, settled, computed: { result } }) => ({
        ...{ agencyCode: agency.code, agencyName: agency.name, before, beforePoints, beforeIsTrial, settled },
        rating: result.rating,
        points: result.points,
        reasons: result.reasons,
        consequence: result.trial ? trialConsequence : texts[placeOf(result.rating)],
        text: result.explanation.text,
      })),
      actions: [actionState(context.actor, 'rating.decideYearly', '作出年度信用评定', {}, blocked)].filter(
        (one) => one !== null,
      ),
    });
  })
  .post('/yearly', allow('rating.decideYearly'), body(yearlyDecision), async (c) =>
    c.json(await write(c, (context) => decideYearlyRatings(context, c.req.valid('json'))), 201),
  )
  .get('/:agencyCode', allow('rating.read'), query(trialSearch), async (c) => {
    const context = read(c);
    const { db, actor, now, today } = context;
    const agency = await queries.findAgencyByCode(db, actor, c.req.param('agencyCode'));
    if (!agency) throw notFound();
    const search = c.req.valid('query');
    const asOf = search.asOf || today;
    await assertPeriodsKnown(context, 'asOf', asOf);
    const knownAt = search.knownOn ? lastInstantOf(search.knownOn) : undefined;
    const policy = await ratingPolicyOn(context, today);
    const tried = search.policy ? await findRatingPolicy(context, Number(search.policy), today) : policy;
    if (!tried) throw invalidField('policy', `没有第 ${search.policy} 版信用等级办法。`);
    const [history, [current], sanctions, restrictions, timeline, weights, texts, versions, sources] =
      await Promise.all([
        queries.listRatingDecisions(db, agency.id),
        queries.ratingsInForce(db, now, agency.id),
        sanctionsInForce(db, today),
        restrictionsInForce(db, today),
        listTimeline(db, actor, agency.id),
        drawWeights(context, today),
        consequenceTexts(db, today),
        listPolicies(db),
        queries.listSources(db, agency.id),
      ]);
    const rating = current?.rating ?? null;
    const talkDueOn =
      current && !current.trial ? await talkDueAfter(db, today, placeOf(rating), current.effectiveOn) : null;
    const { trial, ahead } = await trialAndOutlook(
      context,
      agency.id,
      { policy: tried, asOf, knownAt },
      { policy, rating },
    );
    return c.json({
      agency,
      inForce: history.find(({ id }) => id === current?.decisionId) ?? null,
      rating,
      points: current?.points ?? null,
      ratingIsTrial: current?.trial ?? false,
      consequence: current?.trial ? trialConsequence : texts[placeOf(rating)],
      talkDueOn,
      drawWeights: weights,
      restriction: restrictions.find(({ agencyId }) => agencyId === agency.id) ?? null,
      sanctions: sanctions.filter(({ agencyId }) => agencyId === agency.id),
      history,
      trial: {
        asOf,
        knownOn: search.knownOn || null,
        policyVersion: tried.version,
        ...trial.result,
        digest: trial.receipt.inputsDigest,
      },
      policyVersions: versions.flatMap(({ kind, version }) => (kind === 'rating' ? [version] : [])),
      outlook: { asOf: today, ...ahead },
      policy: { version: policy.version, basis: policy.basis },
      isTrial: policy.content.adoption === null,
      sources,
      timeline,
    });
  });

/** What is recorded at 24:00 is of the next day. */
const lastInstantOf = (day: Day): Instant => new Date(Date.parse(endOfDay(day)) - 1).toISOString();

/** What each rating weighs in a draw of an agency without running work. */
async function drawWeights(context: Context, day: Day): Promise<Record<string, string>> {
  const policy = await getPolicyInForce<DrawPolicy>(context.db, 'selection', day, 'draw');
  const shown = (rating: 'A' | 'B' | 'C' | null) =>
    formatPoints(toPoints(weightOf(policy.content, { agencyId: '', rating, running: 0, cap: 1 })));
  return { A: shown('A'), B: shown('B'), 未评级: shown(null), C: shown('C'), D: '0.00' };
}
