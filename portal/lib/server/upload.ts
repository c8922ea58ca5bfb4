import type { Problem } from '#api/refusal.ts';
import type { ApiClient } from './api.ts';
import type { PostedForm } from './form.ts';

/**
 * Stores the posted files and puts their ids among the typed values: `{ letter: 'fileId' }` says that the control
 * `letter` fills the value `fileId`. A page that is shown again carries the id in a hidden field of that name, so that
 * a file once sent is not asked for a second time. Returns the first refusal, told at the file's own control.
 */
export async function uploadInto(
  api: ApiClient,
  form: PostedForm,
  targets: Readonly<Record<string, string>>,
): Promise<{ status: number; problem: Problem } | null> {
  for (const [control, target] of Object.entries(targets)) {
    const file = form.files.get(control);
    if (!file) continue;
    const response = await api.files.$post({ query: { name: file.name } }, { init: { body: file } });
    if (!response.ok) {
      const problem = (await response.json()) as unknown as Problem;
      const message = problem.fields?.file ?? problem.message;
      return { status: response.status, problem: { ...problem, fields: { [control]: message } } };
    }
    form.values[target] = (await response.json()).id;
  }
  return null;
}
