import { assertCurrent, type Context } from '../context.ts';
import { parse } from '../input.ts';
import { record } from '../journal.ts';
import { authorize } from '../permissions.ts';
import { notFound, Refusal } from '../refusal.ts';
import { lockSetting, listSettings, putSetting } from './queries.ts';
import { settingTitles, settingValues, type SettingKey } from './schema.ts';

/** Settings have no id of their own: the journal knows them by this one and the key. */
const settingsId = '00000000-0000-7000-8000-000000000001';

export async function changeSetting(context: Context, key: string, input: { value: string | string[] }) {
  authorize(context.actor, 'setting.change');
  if (!isKey(key)) throw notFound();
  const { value } = parse(settingValues[key], input);
  await lockSetting(context.db, key);
  const before = (await listSettings(context.db, context.isExample)).find((row) => row.key === key)!;
  assertCurrent(context, before, { value: before.value, version: before.version });
  if (!(await putSetting(context.db, key, value, before.version, context.now))) {
    throw new Refusal('stale', '在此期间已有人改动过这项内容。请对照当前内容后再提交。');
  }
  const subject = { type: 'setting' as const, id: settingsId, code: key };
  await record(context, 'setting.changed', subject, {
    title: settingTitles[key],
    before: before.value,
    after: value,
  });
  return { key, value, version: before.version + 1 };
}

const isKey = (key: string): key is SettingKey => Object.hasOwn(settingTitles, key);
