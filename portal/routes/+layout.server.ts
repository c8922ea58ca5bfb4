import { randomUUID } from 'node:crypto';
import { isOpenLine } from '#lib/server/session.ts';

export const load = ({ locals, url }) => ({
  session: locals.session,
  writeKey: randomUUID(),
  openLine: isOpenLine(url),
});
