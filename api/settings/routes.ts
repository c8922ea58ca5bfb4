import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body } from '../input.ts';
import { actionState } from '../permissions.ts';
import { changeSetting } from './commands.ts';
import { listSettings } from './queries.ts';
import { settingValue } from './schema.ts';

export const settings = new Hono<Env>()
  .get('/', allow('setting.read'), async (c) => {
    const { db, actor, isExample } = read(c);
    const action = actionState(actor, 'setting.change', '保存', {}, null);
    return c.json({ settings: await listSettings(db, isExample), actions: action ? [action] : [] });
  })
  .put('/:key', allow('setting.change'), body(settingValue), async (c) =>
    c.json(await write(c, (context) => changeSetting(context, c.req.param('key'), c.req.valid('json')))),
  );
