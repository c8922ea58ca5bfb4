import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { exampleAddress } from '../../support/service-address.ts';
import { madeUpUscc } from '../../support/uscc.ts';
import { password, signIn } from './district.ts';

export const filers = { admin: '示例管理员', staff: '示例同事' } as const;

/** An agency with a filing just opened, its administrator and a colleague who fills in with them. */
export async function openAgency(request: APIRequestContext, number: number) {
  const usernames = { admin: `draft.a${number}`, staff: `draft.b${number}` };
  const post = async (path: string, data: object, token?: string) => {
    const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
    const response = await request.post(`/api${path}`, { data, headers });
    if (!response.ok()) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  await post('/agencies', {
    uscc: madeUpUscc(number),
    name: `示例第${number}号填报事务所`,
    adminName: filers.admin,
    username: usernames.admin,
    password,
    ...exampleAddress,
  });
  const { token } = await post('/sessions', { username: usernames.admin, password });
  const colleague = { username: usernames.staff, name: filers.staff, hat: 'agencyStaff' };
  const invited = await post('/colleagues', colleague, token);
  await post(`${invited.link.path}/password`, { password });
  await post('/dossiers', { changedOn: '' }, token);
  return usernames;
}

/** The page of a section, in a browser of this person's own. */
export async function openSection(
  browser: Browser,
  baseURL: string,
  username: string,
  path: string,
  javaScriptEnabled = true,
): Promise<Page> {
  const page = await (await browser.newContext({ baseURL, javaScriptEnabled })).newPage();
  await signIn(page, username);
  await page.goto(path, { waitUntil: 'networkidle' });
  return page;
}
