import { refused, type ApiClient } from './api.ts';
import { formOf } from './form.ts';

/** The form action behind 「查看完整号码」: the number is in this one answer and nowhere else. */
export async function disclose({ request, locals }: { request: Request; locals: { api: ApiClient } }) {
  const { values } = await formOf(request);
  const { numberId, reason } = values as Record<string, string>;
  const response = await locals.api['personal-numbers'][':id'].disclosure.$post({
    param: { id: numberId ?? '' },
    json: { reason: reason ?? '' },
  });
  if (!response.ok) return refused(response, { numberId, reason });
  return { disclosed: { numberId, ...(await response.json()) } };
}
