import type { Locator, Page } from '@playwright/test';
import { expect } from '../../support/browser.ts';

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** By the names of the form's controls; a list ticks each of its values. */
export type Answers = Record<string, string | readonly string[] | Upload>;

/** Fills the controls as a person does, opening what is folded. */
export async function fill(form: Page | Locator, answers: Answers): Promise<void> {
  // The page's scripts set the controls anew when they start: what was typed before that would be lost.
  await pageOf(form).waitForLoadState('networkidle');
  for (const [name, answer] of Object.entries(answers)) {
    const control = form.locator(`[name="${name}"]:not([type=hidden])`);
    await unfold(control.first());
    if (typeof answer === 'string') await answerOne(control, answer);
    else if (isUpload(answer)) await control.setInputFiles(answer);
    else for (const value of answer) await valued(control, value).check();
  }
}

/** Presses the button, waits for the page that answers and, where given, for what it says. */
export async function press(
  form: Page | Locator,
  button: string | RegExp,
  said?: string | RegExp,
): Promise<void> {
  const page = pageOf(form);
  await Promise.all([
    page.waitForEvent('load'),
    form.getByRole('button', { name: button, exact: true }).click(),
  ]);
  if (said !== undefined) await expect(page.getByRole('status').filter({ hasText: said })).toBeVisible();
}

async function answerOne(control: Locator, answer: string): Promise<void> {
  const [tag, type] = await control
    .first()
    .evaluate((one) => [one.tagName, (one as HTMLInputElement).type] as const);
  if (tag === 'SELECT') await control.selectOption(answer);
  else if (type === 'radio' || type === 'checkbox') await valued(control, answer).check();
  else await control.fill(answer);
}

const valued = (control: Locator, value: string): Locator =>
  control.and(control.page().locator(`[value="${value}"]`));

const isUpload = (answer: readonly string[] | Upload): answer is Upload => 'buffer' in answer;

/** From the outermost fold inwards: what lies in a folded one cannot be pressed yet. */
async function unfold(control: Locator): Promise<void> {
  const folded = control.locator('xpath=ancestor::details[not(@open)]/summary');
  while ((await folded.count()) > 0) await folded.first().click();
}

const pageOf = (form: Page | Locator): Page => ('context' in form ? form : form.page());
