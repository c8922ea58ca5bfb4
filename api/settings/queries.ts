import type { Db } from '../database.ts';
import { requiredSecondFactorHats } from '../authentication.ts';
import { settingTitles, type SettingKey, type Settings } from './schema.ts';

export interface SettingRow<Key extends SettingKey = SettingKey> {
  key: Key;
  title: string;
  value: Settings[Key];
  /** Nobody has decided yet: the value is what the kind of district begins with. */
  isDefault: boolean;
  /** 0 until it is first decided. */
  version: number;
}

export async function listSettings(db: Db, isExample: boolean): Promise<SettingRow[]> {
  const stored = await db.selectFrom('setting').select(['key', 'value', 'version']).execute();
  const defaults = defaultSettings(isExample);
  return (Object.keys(settingTitles) as SettingKey[]).map((key) => {
    const row = stored.find((one) => one.key === key);
    return {
      key,
      title: settingTitles[key],
      value: (row ? row.value : defaults[key]) as Settings[SettingKey],
      isDefault: !row,
      version: row?.version ?? 0,
    };
  });
}

export async function getSettings(db: Db, isExample: boolean): Promise<Settings> {
  const rows = await listSettings(db, isExample);
  return Object.fromEntries(rows.map(({ key, value }) => [key, value])) as unknown as Settings;
}

export const lockSetting = (db: Db, key: SettingKey) =>
  db.selectFrom('setting').select(['value', 'version']).where('key', '=', key).forUpdate().executeTakeFirst();

/** True when the row was written; false when another writer decided first. */
export async function putSetting(db: Db, key: SettingKey, value: unknown, version: number, now: string) {
  const row = { key, value: JSON.stringify(value), version: version + 1, updatedAt: now };
  const written = await db
    .insertInto('setting')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({ value: row.value, version: row.version, updatedAt: now })
        .where('setting.version', '=', version),
    )
    .returning('key')
    .executeTakeFirst();
  return written !== undefined;
}

/** A real district shows no ratings and asks bureau people for a second factor until it decides otherwise. */
function defaultSettings(isExample: boolean): Settings {
  return {
    ratingsPublic: isExample,
    secondFactorHats: requiredSecondFactorHats(isExample),
    bureauName: '',
    bureauContact: '',
    bureauUscc: '',
  };
}
