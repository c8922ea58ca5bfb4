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

/**
 * Stores each posted file and puts its id where the form keeps it: `rules.assets.file` fills `rules.assets.fileId`.
 * One that is refused does not keep the others from being stored: the page cannot hold what was chosen.
 */
export async function storeFiles(
  api: ApiClient,
  form: PostedForm,
): Promise<{ status: number; problem: Problem } | null> {
  let refused: { status: number; problem: Problem } | null = null;
  for (const [control, file] of form.files) {
    const response = await api.files.$post(
      { query: { name: file.name, dossier: 'yes' } },
      { init: { body: file } },
    );
    if (response.ok) {
      const { id } = await response.json();
      setLeaf(form.values, `${control}Id`, id);
      continue;
    }
    const problem = (await response.json()) as unknown as Problem;
    const message = problem.fields?.['file'] ?? problem.message;
    const fields: Record<string, string> = { ...refused?.problem.fields, [`${control}Id`]: message };
    refused = { status: response.status, problem: { ...problem, fields } };
  }
  return refused;
}

/** The page carried a hidden field of this name, so that everything around the leaf is there. */
function setLeaf(values: Record<string, unknown>, path: string, value: string): void {
  const parts = path.match(/[^.[\]]+/g) ?? [];
  const around = parts
    .slice(0, -1)
    .reduce<unknown>((node, part) => (node as Record<string, unknown>)?.[part], values);
  if (around) (around as Record<string, unknown>)[parts.at(-1)!] = value;
}
