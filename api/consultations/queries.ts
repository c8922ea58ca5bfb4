import type { Insertable, Updateable } from 'kysely';
import type { Db } from '../database.ts';
import type { CommentTable, ConsultationTable } from '../tables.ts';

export const findConsultation = (db: Db, commissionId: string) =>
  db
    .selectFrom('consultation')
    .innerJoin('account as opener', 'opener.id', 'consultation.openedBy')
    .leftJoin('notice', 'notice.id', 'consultation.noticeId')
    .select([
      'consultation.id',
      'consultation.reportId',
      'consultation.noticeId',
      'consultation.openedAt',
      'opener.name as openerName',
      'consultation.days',
      'consultation.unitAnsweredAt',
      'consultation.unitHasNoComment',
      'consultation.unitAnsweredOnPaper',
      'consultation.bureauAnsweredAt',
      'consultation.bureauHasNoComment',
      // A unit confirms no address of service: only opening and signing serve it.
      'notice.receivedAt as servedAt',
      'notice.receivedHow as servedHow',
    ])
    .where('consultation.commissionId', '=', commissionId)
    .executeTakeFirst();

export type Consultation = NonNullable<Awaited<ReturnType<typeof findConsultation>>>;

export const insertConsultation = (db: Db, row: Insertable<ConsultationTable>) =>
  db.insertInto('consultation').values(row).execute();

export const updateConsultation = (db: Db, id: string, row: Updateable<ConsultationTable>) =>
  db.updateTable('consultation').set(row).where('id', '=', id).execute();

export const listComments = (db: Db, commissionId: string) =>
  comments(db).where('consultation.commissionId', '=', commissionId).orderBy('comment.number').execute();

export const listOpenComments = (db: Db, commissionId: string) =>
  comments(db)
    .where('consultation.commissionId', '=', commissionId)
    .where('comment.answer', 'is', null)
    .orderBy('comment.number')
    .execute();

export const insertComments = (db: Db, rows: Insertable<CommentTable>[]) =>
  db.insertInto('comment').values(rows).execute();

export const updateComment = (db: Db, id: string, row: Updateable<CommentTable>) =>
  db.updateTable('comment').set(row).where('id', '=', id).execute();

const comments = (db: Db) =>
  db
    .selectFrom('comment')
    .innerJoin('consultation', 'consultation.id', 'comment.consultationId')
    .innerJoin('account as maker', 'maker.id', 'comment.madeBy')
    .select([
      'comment.id',
      'comment.number',
      'comment.origin',
      'comment.page',
      'comment.body',
      'comment.onPaper',
      'comment.madeAt',
      'maker.name as makerName',
      'comment.answer',
      'comment.answerReason',
      'comment.answeredAt',
    ]);
