import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from './district.ts';

/** What the page of a run shows once it is no longer being computed. */
export async function ended(person: Pick<Person, 'get'>, id: string) {
  for (;;) {
    const { status, body } = await person.get(`/what-ifs/${id}`);
    expect(status).toBe(200);
    if (body.state !== 'running') return body;
    await wait(5);
  }
}
