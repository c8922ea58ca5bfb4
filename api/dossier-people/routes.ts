import { Hono } from 'hono';
import { mayLead } from '#scoring/lead-evaluator.ts';
import { allow, read, write, type Env } from '../context.ts';
import { whyNotEditable } from '../dossiers/commands.ts';
import { findOpenDossier, findSection, listFiles } from '../dossiers/queries.ts';
import { body, id } from '../input.ts';
import { maskedNumbers } from '../personal-numbers/commands.ts';
import { notFound } from '../refusal.ts';
import { fileIdsIn } from '../typed.ts';
import * as commands from './commands.ts';
import {
  conditionsOf,
  isEmployedOn,
  judgePerson,
  readPerson,
  typedPerson,
  type TypedPerson,
} from './schema.ts';

/** The people of the agency's open filing. */
export const dossierPeople = new Hono<Env>()
  .get('/', allow('dossier.read'), async (c) => {
    const context = read(c);
    const { dossier, section, people } = await openPeople(context);
    const numbers = await maskedNumbers(context, people.map(numberOf));
    return c.json({
      version: section?.version ?? 0,
      completedAt: section?.completedAt ?? null,
      locked: await whyNotEditable(context, dossier, 'people'),
      people: people.map((one) => ({
        typed: sendable(one),
        idNumber: numbers[numberOf(one)] ?? null,
        faults: judgePerson(one, context.today).faults,
        mayLead: mayLead(conditionsOf(one, context.today)),
        isEmployed: isEmployedOn(readPerson(one), context.today),
        missed: conditionsOf(one, context.today).filter((decision) => decision.outcome !== 'pass').length,
      })),
    });
  })
  .post('/', allow('dossier.write'), body(typedPerson), async (c) =>
    c.json(await write(c, (context) => commands.addPerson(context, c.req.valid('json'))), 201),
  )
  .get('/:id', allow('dossier.read'), id(), async (c) => {
    const context = read(c);
    const { dossier, people } = await openPeople(context);
    const typed = people.find((one) => one.id === c.req.param('id'));
    if (!typed) throw notFound();
    const idNumberId = numberOf(typed);
    const masked = (await maskedNumbers(context, [idNumberId]))[idNumberId];
    return c.json({
      typed: sendable(typed),
      faults: judgePerson(typed, context.today).faults,
      conditions: conditionsOf(typed, context.today),
      idNumber: masked ? { id: idNumberId, masked } : null,
      files: await listFiles(context.db, dossier.agencyId, fileIdsIn(typed)),
      locked: await whyNotEditable(context, dossier, 'people'),
    });
  })
  .put('/:id', allow('dossier.write'), id(), body(typedPerson), async (c) =>
    c.json(await write(c, (context) => commands.savePerson(context, c.req.param('id'), c.req.valid('json')))),
  )
  .delete('/:id', allow('dossier.write'), id(), async (c) =>
    c.json(await write(c, (context) => commands.removePerson(context, c.req.param('id')))),
  );

const numberOf = (one: TypedPerson): string => String(one['idNumberId'] ?? '');

/** What a form sends back as it came. */
const sendable = ({ idNumberId: _, ...typed }: TypedPerson): TypedPerson => typed;

async function openPeople(context: ReturnType<typeof read>) {
  const dossier = context.actor.agencyId
    ? await findOpenDossier(context.db, context.actor.agencyId)
    : undefined;
  if (!dossier) throw notFound();
  const section = await findSection(context.db, dossier.id, 'people');
  const people = (section?.content as { people?: TypedPerson[] } | undefined)?.people ?? [];
  return { dossier, section, people };
}
