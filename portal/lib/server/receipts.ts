import { error } from '@sveltejs/kit';
import type { ApiClient } from './api.ts';

/** The api's receipt of an address: `assessments/KH-2025-001`, `ratings/<id>` or `screenings/WT-2025-001.JG-0001`. */
export function receiptOf(api: ApiClient, { kind, key }: { kind: string; key: string }) {
  if (kind === 'assessments') return api.receipts.assessments[':code'].$get({ param: { code: key } });
  if (kind === 'ratings') return api.receipts.ratings[':id'].$get({ param: { id: key } });
  if (kind !== 'screenings') error(404, { message: '没有找到这份计算凭据。' });
  const [code = '', agency = ''] = key.split('.');
  return api.receipts.screenings[':code'][':agency'].$get({ param: { code, agency } });
}
