import { answer } from '#lib/server/api.ts';
import { receiptOf } from '#lib/server/receipts.ts';

/** The receipt alone, for whoever computes it again elsewhere. */
export const GET = async ({ locals, params }) => {
  const { receipt } = await answer(receiptOf(locals.api, params));
  return new Response(`${JSON.stringify(receipt)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="receipt-${receipt.inputsDigest.slice(0, 16)}.json"`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
};
