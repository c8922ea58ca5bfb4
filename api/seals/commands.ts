import type { z } from 'zod';
import { dayOf } from '#scoring/calendar.ts';
import { isSameCode, paperTitles } from '#scoring/papers.ts';
import { assertCurrent, type Context } from '../context.ts';
import { assertOwnFile } from '../evaluations/commands.ts';
import { findFile } from '../files/queries.ts';
import { record } from '../journal.ts';
import { authorize, type Action } from '../permissions.ts';
import { invalidField, notFound, Refusal } from '../refusal.ts';
import * as queries from './queries.ts';
import type { sealPlace, sealScan } from './schema.ts';

/** 用印回传: the scan of the stamped paper, known by the code at its foot. */
export async function returnScan(context: Context, number: string, input: z.output<typeof sealScan>) {
  const seal = await lockSeal(context, number, 'seal.return');
  if (seal.places.length > 0)
    throw new Refusal(
      'conflict',
      '财政局已经收存这份文书的纸质件，不再更换扫描件。需要更换的，请与财政局联系。',
    );
  if (!isSameCode(input.code, seal.code)) throw await wrongCode(context, seal, input.code);
  await assertOwnFile(context, input.fileId, 'fileId');
  const file = (await findFile(context.db, input.fileId))!;
  if (!['pdf', 'jpg', 'png'].includes(file.type))
    throw invalidField('fileId', '扫描件须为 PDF、JPG 或 PNG，请重新扫描后上传。');
  await queries.insertScan(context.db, {
    ...{ paperId: seal.id, number: seal.scans.length + 1, fileId: file.id },
    ...{ returnedBy: context.actor.accountId!, returnedAt: context.now },
  });
  await record(context, 'seal.returned', subjectOf(seal), { paper: number, name: file.name });
  return { number };
}

/** 纸质件存放处: once the scan is there, by the officer who has put the paper away; a correction is a row of its own. */
export async function keepPaper(context: Context, number: string, input: z.output<typeof sealPlace>) {
  const seal = await lockSeal(context, number, 'seal.keep');
  if (seal.scans.length === 0)
    throw new Refusal('conflict', '机构还没有传回盖章的扫描件。传回后再登记纸质件存放处。');
  if (input.receivedOn > context.today) throw invalidField('receivedOn', '收存日期不得晚于今天。');
  const madeOn = dayOf(seal.madeAt);
  if (input.receivedOn < madeOn)
    throw invalidField('receivedOn', `收存日期不得早于文书形成的日期 ${madeOn}。`);
  await queries.insertPlace(context.db, {
    ...{ paperId: seal.id, number: seal.places.length + 1, ...input },
    ...{ recordedBy: context.actor.accountId!, recordedAt: context.now },
  });
  await record(context, 'seal.kept', subjectOf(seal), { paper: number, ...input });
  return { number };
}

type Seal = Awaited<ReturnType<typeof loadSeal>>;

/** With all its scans and places; a paper that needs no seal is none. */
export async function loadSeal(context: Context, number: string) {
  const seal = await queries.findSeal(context, number);
  if (!seal) throw notFound();
  const scans = await queries.listScans(context.db, seal.id);
  const places = await queries.listPlaces(context.db, seal.id);
  return { ...seal, scans, places, version: scans.length + places.length };
}

async function lockSeal(context: Context, number: string, action: Action): Promise<Seal> {
  const seen = await loadSeal(context, number);
  authorize(context.actor, action, seen);
  await queries.lockSubmission(context.db, seen.submissionId);
  const seal = await loadSeal(context, number);
  const { place } = seal;
  assertCurrent(context, seal, { version: seal.version, place: place ?? '' });
  return seal;
}

async function wrongCode({ db }: Context, seal: Seal, typed: string): Promise<Refusal> {
  const others = await queries.listCodes(db, seal.agencyId);
  const other = others.find(({ code }) => isSameCode(typed, code));
  return invalidField(
    'code',
    other
      ? `这是「${paperTitles[other.kind]}」（${other.number}）的校验码，与本文书 ${seal.number} 不符。请换成本文书的扫描件，或到那份文书下传回。`
      : `校验码与本文书 ${seal.number} 不符。请对照扫描件页脚的 8 位校验码重新填写；页脚编号不是 ${seal.number} 的，不是这份文书。`,
  );
}

const subjectOf = (seal: Seal) => ({
  type: 'dossier' as const,
  id: seal.dossierId,
  agencyId: seal.agencyId,
});
