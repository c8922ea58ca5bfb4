import { answer } from '#lib/server/api.ts';
import { receiptOf } from '#lib/server/receipts.ts';

export const load = async ({ locals, params }) => answer(receiptOf(locals.api, params));
