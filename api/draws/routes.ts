import { Hono } from 'hono';
import { drawFaults, listTextOf, order, seedOf, verifyDraw } from '#scoring/draw.ts';
import { sha256Hex } from '#scoring/digest.ts';
import { rotate } from '#scoring/rotation.ts';
import { allow, read, type Context, type Env } from '../context.ts';
import { notFound } from '../refusal.ts';
import { drawCandidatesOf } from '../selection-lists/list.ts';
import { findPublicDraw, listCandidates, listPublicDraws } from '../selections/queries.ts';
import { entriesOf } from '../selections/routes.ts';
import { methods } from '../selections/schema.ts';

/** 抽取核验: what was published, and what comes out when it is computed again. */
export const draws = new Hono<Env>()
  .get('/', allow('draw.read'), async (c) => {
    const { db, now } = read(c);
    const rows = await listPublicDraws(db);
    return c.json({
      draws: rows.map(({ id: _, ...row }) => ({
        ...row,
        drawCode: codeOf(row),
        methodTitle: methods[row.method],
        state: stateOf(row, now),
      })),
    });
  })
  .get('/:code', allow('draw.read'), async (c) => {
    const context = read(c);
    const match = /^(WT-\d{4}-\d{3,6})(?:-([2-9]|[1-9]\d))?$/.exec(c.req.param('code'));
    const draw = match && (await findPublicDraw(context.db, match[1]!, Number(match[2] ?? 1)));
    if (!draw) throw notFound();
    return c.json(await recordOf(context, draw));
  });

type Draw = NonNullable<Awaited<ReturnType<typeof findPublicDraw>>>;

async function recordOf({ db, now }: Context, draw: Draw) {
  const { id: _, commissionId, list, secret, result, ...shown } = draw;
  const isOpen = draw.drawnAt !== null;
  // A list that was frozen anew says nothing about an earlier draw.
  const candidates = (await listCandidates(db, commissionId)).filter(({ code }) =>
    list.entries.some((entry) => entry.code === code),
  );
  return {
    ...shown,
    drawCode: codeOf(draw),
    methodTitle: methods[draw.method],
    state: stateOf(draw, now),
    secret: isOpen ? secret : null,
    policy: list.policy,
    exclusions: list.exclusions,
    entries: entriesOf({ list, result }, candidates),
    order: result?.order ?? [],
    recomputed: isOpen ? recompute(draw) : null,
  };
}

/** Every step from the published values alone; `faults` names each way in which the record does not hold. */
function recompute({ list, secret, publicValue, commitment, listDigest, result, seed }: Draw) {
  const published = result?.order ?? [];
  const again = seedOf(secret!, publicValue!);
  const steps = { commitment: sha256Hex(secret!), seed: again };
  if (!list.policy) {
    const { ranking } = rotate(
      list.entries.map((entry) => ({ ...entry, agencyId: entry.code })),
      again,
    );
    const found = (ranking ?? []).map((place) => place.agencyId);
    const faults = [
      ...(steps.commitment === commitment ? [] : ['公开的密值与事先的承诺不一致']),
      ...(found.join() === published.join() ? [] : ['公布的顺序与重新计算的顺序不一致']),
    ];
    return { ...steps, listText: null, listDigest: null, ranking: [], order: found, faults };
  }
  const candidates = drawCandidatesOf(list.entries);
  const faults = [
    ...verifyDraw({
      policy: list.policy,
      candidates,
      listDigest: listDigest!,
      commitment: commitment!,
      secret,
      publicValue: publicValue!,
      order: published,
    }),
    ...(again === seed ? [] : ['公布的种子与重新计算的种子不一致']),
  ];
  const isDrawable = drawFaults(list.policy, candidates).length === 0;
  const ranking = isDrawable ? order(list.policy, candidates, again).ranking : [];
  const listText = listTextOf(list.policy, candidates);
  return {
    ...steps,
    listText,
    listDigest: sha256Hex(listText),
    ranking: ranking.map((place) => ({ ...place, hash: sha256Hex(`${again}:${place.counter}`) })),
    order: ranking.map((place) => place.agencyId),
    faults,
  };
}

const codeOf = ({ code, number }: { code: string; number: number }): string =>
  number === 1 ? code : `${code}-${number}`;

/** A secret that is not opened by its hour makes the draw void, whether or not somebody has said so yet. */
function stateOf(
  row: { drawnAt: string | null; voidedAt: string | null; drawUntil: string | null },
  now: string,
): 'announced' | 'drawn' | 'void' {
  if (row.drawnAt) return 'drawn';
  const isLapsed = row.drawUntil !== null && now >= row.drawUntil;
  return row.voidedAt !== null || isLapsed ? 'void' : 'announced';
}
