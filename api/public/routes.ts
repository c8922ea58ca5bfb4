import { Hono } from 'hono';
import type { z } from 'zod';
import { kinds } from '#scoring/dossier-words.ts';
import { allow, read, type Context, type Env } from '../context.ts';
import { csv, csvResponse } from '../csv.ts';
import { query } from '../input.ts';
import { getSettings } from '../settings/queries.ts';
import * as queries from './queries.ts';
import { publicAgencySearch, publicResultSearch } from './schema.ts';

/** Open to anyone without a token. No answer carries an id, an account, or anything that was not published. */
export const publicInformation = new Hono<Env>()
  .get('/overview', allow('public.read'), async (c) =>
    c.json({ ...(await stamp(read(c))), ...(await queries.getOverview(await asking(read(c)))) }),
  )
  .get('/agencies', allow('public.read'), query(publicAgencySearch), async (c) => {
    const search = c.req.valid('query');
    const { db, now } = read(c);
    const [page, exact] = await Promise.all([
      queries.listPublicAgencies(await asking(read(c)), search),
      search.q === '' ? null : queries.findExactCode(db, now, search.q),
    ]);
    return c.json({ ...(await stamp(read(c))), ...page, exact });
  })
  .get('/agencies.csv', allow('public.read'), query(publicAgencySearch), async (c) =>
    csvResponse('agencies.csv', csv([agencyHeads, ...(await agencyLines(read(c), c.req.valid('query')))])),
  )
  .get('/agencies/:key', allow('public.read'), async (c) =>
    c.json({
      ...(await stamp(read(c))),
      ...(await queries.getPublicAgency(await asking(read(c)), c.req.param('key'))),
    }),
  )
  .get('/results', allow('public.read'), query(publicResultSearch), async (c) => {
    const { db, now } = read(c);
    return c.json({
      ...(await stamp(read(c))),
      ...(await queries.listPublicResults(db, now, c.req.valid('query'))),
    });
  })
  .get('/results/:code', allow('public.read'), async (c) => {
    const { db, now } = read(c);
    return c.json({
      ...(await stamp(read(c))),
      ...(await queries.getPublicResult(db, now, c.req.param('code'))),
    });
  })
  .get('/sanctions', allow('public.read'), async (c) => {
    const { db, now } = read(c);
    return c.json({ ...(await stamp(read(c))), sanctions: await queries.listPublicSanctions(db, now) });
  })
  .get('/rules', allow('public.read'), async (c) => {
    const { db, today } = read(c);
    return c.json({ ...(await stamp(read(c))), ...(await queries.listRules(db, today)) });
  })
  .get('/site', allow('public.read'), async (c) => c.json(await stamp(read(c))));

/** Up to when the answer holds, and whose site it is. */
async function stamp({ db, isExample, now }: Context) {
  const { bureauName, bureauContact } = await getSettings(db, isExample);
  return { asOf: now, bureau: { name: bureauName, contact: bureauContact } };
}

async function asking({ db, now, isExample }: Context): Promise<queries.Asking> {
  return { db, now, ratingsPublic: (await getSettings(db, isExample)).ratingsPublic };
}

const agencyHeads = [
  ...['机构编号', '机构名称', '统一社会信用代码', '机构类型', '信用等级'],
  ...['公示中的处理决定', '档案核对日期', '数据截至'],
];
const ratingWords = { notPublic: '不公开', none: '未公布', underReview: '复核中' } as const;
/** Pages of 50: more agencies than this no district has. */
const pagesAtMost = 40;

/** All agencies of the same search. */
async function agencyLines(context: Context, search: z.output<typeof publicAgencySearch>) {
  const asked = await asking(context);
  const lines: (string | number)[][] = [];
  for (let page = 0, cursor: string | null = search.cursor; page < pagesAtMost && cursor !== null; page++) {
    const found = await queries.listPublicAgencies(asked, { ...search, cursor });
    for (const { code, name, uscc, kind, rating, sanctions, checkedOn } of found.agencies) {
      const word = rating.state === 'shown' ? rating.rating : ratingWords[rating.state];
      lines.push([code, name, uscc, kind ? kinds[kind] : '', word, sanctions, checkedOn, context.now]);
    }
    cursor = found.next;
  }
  return lines;
}
