import { Hono } from 'hono';
import { allow, read, write, type Env } from '../context.ts';
import { body, id } from '../input.ts';
import { notFound } from '../refusal.ts';
import * as commands from './commands.ts';
import { findAccount, listAccounts, listCheckedPeople, listColleagues, listNamedUnits } from './queries.ts';
import {
  accountSwitch,
  colleague,
  firstAdministrator,
  hatsChange,
  newAccount,
  newPassword,
  passwordChange,
  secondFactorReset,
  staffHats,
} from './schema.ts';

export const accounts = new Hono<Env>()
  .get('/', allow('account.read'), async (c) => c.json({ accounts: await listAccounts(read(c).db) }))
  .post('/', allow('account.create'), body(newAccount), async (c) =>
    c.json(await write(c, (context) => commands.createAccount(context, c.req.valid('json'))), 201),
  )
  .get('/choices', allow('account.create'), async (c) =>
    c.json({ hats: staffHats, units: await listNamedUnits(read(c).db) }),
  )
  .put('/own/password', allow('password.change'), body(passwordChange), async (c) =>
    c.json(await write(c, (context) => commands.changePassword(context, c.req.valid('json')))),
  )
  .get('/:id', allow('account.read'), id(), async (c) => {
    const account = await findAccount(read(c).db, c.req.param('id'));
    if (!account) throw notFound();
    return c.json({ account });
  })
  .put('/:id/hats', allow('account.change'), id(), body(hatsChange), async (c) =>
    c.json(await write(c, (context) => commands.changeHats(context, c.req.param('id'), c.req.valid('json')))),
  )
  .delete('/:id/second-factor', allow('account.change'), id(), body(secondFactorReset), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.resetSecondFactor(context, c.req.param('id'), c.req.valid('json').reason),
      ),
    ),
  )
  .post('/:id/password-reset', allow('account.change'), id(), async (c) =>
    c.json(await write(c, (context) => commands.resetPassword(context, c.req.param('id'))), 201),
  )
  .post('/:id/closure', allow('account.change'), id(), body(accountSwitch), async (c) => {
    const { reason } = c.req.valid('json');
    return c.json(
      await write(c, (context) =>
        commands.switchAccount(context, c.req.param('id'), { open: false, reason }),
      ),
      201,
    );
  })
  .delete('/:id/closure', allow('account.change'), id(), body(accountSwitch), async (c) => {
    const { reason } = c.req.valid('json');
    return c.json(
      await write(c, (context) => commands.switchAccount(context, c.req.param('id'), { open: true, reason })),
    );
  });

export const colleagues = new Hono<Env>()
  .get('/', allow('colleague.read'), async (c) => {
    const { db, actor } = read(c);
    return c.json({
      colleagues: await listColleagues(db, actor.agencyId!),
      people: await listCheckedPeople(db, actor.agencyId!),
    });
  })
  .post('/', allow('colleague.invite'), body(colleague), async (c) =>
    c.json(await write(c, (context) => commands.inviteColleague(context, c.req.valid('json'))), 201),
  );

/** One-time links: the address says nothing, the row says what it opens. */
export const links = new Hono<Env>()
  .get('/:token', allow('link.read'), async (c) => {
    const { purpose, name, username, expiresAt } = await commands.goodLink(read(c), c.req.param('token'));
    return c.json({ purpose, name, username, expiresAt });
  })
  .post('/:token/password', allow('link.use'), body(newPassword), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.usePasswordLink(context, c.req.param('token'), c.req.valid('json')),
      ),
      201,
    ),
  )
  .post('/:token/first-administrator', allow('link.use'), body(firstAdministrator), async (c) =>
    c.json(
      await write(c, (context) =>
        commands.createFirstAdministrator(context, c.req.param('token'), c.req.valid('json')),
      ),
      201,
    ),
  );
