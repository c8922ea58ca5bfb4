import { redirect } from '@sveltejs/kit';
import { refused, type ApiClient } from './api.ts';
import { formOf } from './form.ts';

/** The form action behind 「开始推演」 and 「重新推演」: leads to the page of the run. */
export async function startWhatIf({ request, locals }: { request: Request; locals: { api: ApiClient } }) {
  const { values, options } = await formOf(request);
  const response = await locals.api['what-ifs'].$post({ json: values }, options);
  if (!response.ok) return refused(response, values);
  const { id } = (await response.json()) as { id: string };
  redirect(303, `/what-ifs/${id}`);
}
