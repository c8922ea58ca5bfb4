/** A form that saves itself while it is filled in: one save after another, and nothing typed is lost between them. */
import { deserialize } from '$app/forms';
import type { Conflicted } from './conflict.ts';
import { park, parked, unpark } from './draft-store.ts';

export type SaveState =
  | { kind: 'untouched' }
  | { kind: 'saving' }
  /** `isParked`: this browser keeps it, should the page be closed. */
  | { kind: 'offline'; isParked: boolean }
  | { kind: 'signedOut'; isParked: boolean; message: string; owesSecondFactor: boolean }
  | { kind: 'saved'; at: string }
  | { kind: 'refused'; message: string; fields: Readonly<Record<string, string>> };

type Entries = [name: string, value: string][];

/** What was sent and not yet answered: sent again it bears the same key and has one effect. */
interface Sending {
  key: string;
  version: string;
  entries: Entries;
}

type Timer = ReturnType<typeof setTimeout>;

type Answer =
  | { kind: 'saved'; version: number; savedAt: string }
  | { kind: 'lost' }
  | { kind: 'signedOut'; message: string; owesSecondFactor: boolean }
  | { kind: 'refused'; message: string; fields: Record<string, string>; conflict?: Conflicted };

const pause = 800;
const longest = 3000;
const again = 5000;

export class Autosave {
  state = $state<SaveState>({ kind: 'untouched' });
  conflict = $state<{ message: string; conflict: Conflicted } | null>(null);
  #form: HTMLFormElement;
  #accountId: string;
  /** As it was last saved, or refused. */
  #settled: string;
  #sending: Sending | null = null;
  #run: Promise<void> | null = null;
  #timers: { pause?: Timer; longest?: Timer; again?: Timer } = {};
  #leaving = false;
  /** What of the form this browser keeps until it is sent. */
  #parked: string | null = null;
  /** Numbers of a person as they were refused: they wait here until they are changed, and keep nothing else waiting. */
  #held: Record<string, { value: string; message: string }> = {};

  /** `isFresh`: the page came from the server, and something may have been typed before the scripts started. */
  constructor(form: HTMLFormElement, accountId: string, isFresh: boolean) {
    this.#form = form;
    this.#accountId = accountId;
    this.#settled = isFresh && !isAsRendered(form) ? '' : this.#typed();
    if (this.isUnsaved()) this.note();
    else void this.#unpark();
  }

  /** Something was typed: it is saved after a pause, and at the latest three seconds after the last save began. */
  note(): void {
    clearTimeout(this.#timers.pause);
    this.#timers.pause = setTimeout(() => void this.save(), pause);
    this.#timers.longest ??= setTimeout(() => void this.save(), longest);
  }

  /** Saves what is not yet saved; while one save runs the next one waits for it. */
  async save(): Promise<void> {
    clearTimeout(this.#timers.pause);
    clearTimeout(this.#timers.longest);
    clearTimeout(this.#timers.again);
    this.#timers = {};
    if (this.#run) await this.#run;
    if (this.#run || this.#leaving || this.conflict || !this.isUnsaved()) return;
    this.#run = this.#send();
    await this.#run;
    this.#run = null;
    if (this.state.kind === 'saved' && this.isUnsaved() && !this.#timers.pause) this.note();
  }

  /** The form is sent by its button: not beside a save that still runs. */
  async submit(event: SubmitEvent): Promise<void> {
    if (this.#leaving || event.target !== this.#form) return;
    if (this.#run) {
      event.preventDefault();
      await this.#run;
    }
    this.#leaving = true;
    void unpark(this.#key());
    if (event.defaultPrevented) this.#form.requestSubmit(event.submitter);
  }

  stop(): void {
    Object.values(this.#timers).forEach(clearTimeout);
  }

  isUnsaved(): boolean {
    return this.#sending !== null || this.#typed() !== this.#settled;
  }

  /** Closing the page now would lose something: it cannot be sent, and this browser does not keep all of it. */
  isOnlyHere(): boolean {
    if (this.#leaving || !['offline', 'signedOut', 'refused'].includes(this.state.kind)) return false;
    return this.state.kind === 'refused' || !this.#isParked();
  }

  /** Whether this field was changed here since the form was last saved. */
  isTouched(name: string): boolean {
    const settled = JSON.parse(this.#settled || '[]') as Entries;
    return valueIn(this.#entries(), name) !== valueIn(settled, name);
  }

  /** A file is sent by the form's own button. */
  hasFiles(): boolean {
    return [...this.#form.querySelectorAll<HTMLInputElement>('input[type=file]')].some(
      ({ files }) => files!.length > 0,
    );
  }

  #typed(): string {
    return JSON.stringify(this.#entries());
  }

  #entries(): Entries {
    return entriesOf(this.#form).filter(([name, value]) => this.#held[name]?.value !== value);
  }

  async #send(): Promise<void> {
    this.#sending ??= { key: newKey(), version: this.#version(), entries: this.#entries() };
    if (this.state.kind !== 'offline' && this.state.kind !== 'signedOut') this.state = { kind: 'saving' };
    const answer = await this.#post(this.#sending);
    if (answer.kind === 'lost' || answer.kind === 'signedOut') return this.#keep(answer);
    const sent = JSON.stringify(this.#sending.entries);
    this.#sending = null;
    if (answer.kind === 'saved') return this.#settle(sent, answer.version, answer.savedAt);
    const { conflict, message, fields } = answer;
    if (conflict) this.#setVersion(conflict.version);
    // Two saved the same: there is nothing to choose.
    if (conflict?.conflicts.length === 0) return this.#send();
    if (this.#holds(fields)) return this.#send();
    if (conflict) this.conflict = { message, conflict };
    else this.#settled = sent;
    this.state = { kind: 'refused', message, fields };
  }

  #settle(sent: string, version: number, at: string): void | Promise<void> {
    this.#settled = sent;
    this.#setVersion(version);
    // What was typed while the first part waited is sent before anything is said or let go.
    if (this.#parked !== null && this.isUnsaved()) return this.#send();
    if (this.#parked !== null) void unpark(this.#key());
    this.#parked = null;
    const held = entriesOf(this.#form).filter(([name, value]) => this.#held[name]?.value === value);
    const fields = Object.fromEntries(held.map(([name]) => [name, this.#held[name]!.message]));
    this.state = held.length > 0 ? { kind: 'refused', message: '', fields } : { kind: 'saved', at };
  }

  /** Whether all that was refused are numbers of a person: then the rest goes without them. */
  #holds(fields: Readonly<Record<string, string>>): boolean {
    const controls = Object.keys(fields).map((name) => this.#form.elements.namedItem(name));
    const isPersonal = (one: unknown): one is HTMLInputElement =>
      one instanceof HTMLInputElement && one.dataset['personal'] !== undefined;
    if (controls.length === 0 || !controls.every(isPersonal)) return false;
    for (const { name, value } of controls) this.#held[name] = { value, message: fields[name]! };
    return true;
  }

  /** What was not sent waits in this browser, but for numbers of a person: those wait in the open page. */
  async #keep(answer: Answer & { kind: 'lost' | 'signedOut' }): Promise<void> {
    const entries = this.#impersonal();
    const isKept = await park(this.#key(), { version: this.#version(), entries, at: Date.now() });
    this.#parked = isKept ? JSON.stringify(entries) : null;
    const isParked = this.#isParked();
    this.state = answer.kind === 'lost' ? { kind: 'offline', isParked } : { ...answer, isParked };
    this.#timers.again ??= setTimeout(() => void this.save(), again);
  }

  /** What waited from an earlier visit is typed in again, and saved as the version it was made from. */
  async #unpark(): Promise<void> {
    const waiting = await parked(this.#key());
    if (!waiting || this.isUnsaved()) return;
    for (const [name, value] of waiting.entries) typeIn(this.#form.elements.namedItem(name), value);
    if (!this.isUnsaved()) return unpark(this.#key());
    this.#parked = JSON.stringify(waiting.entries);
    this.#setVersion(Number(waiting.version));
    await this.save();
  }

  #isParked(): boolean {
    const settled = JSON.parse(this.#settled || '[]') as Entries;
    const isSettled = ({ name, value }: HTMLInputElement) => value === (valueIn(settled, name) ?? '');
    return this.#parked === JSON.stringify(this.#impersonal()) && this.#personal().every(isSettled);
  }

  #impersonal(): Entries {
    const names = this.#personal().map(({ name }) => name);
    return entriesOf(this.#form).filter(([name]) => !names.includes(name));
  }

  #personal(): HTMLInputElement[] {
    return [...this.#form.querySelectorAll<HTMLInputElement>('[data-personal]')];
  }

  #key(): string {
    return `${this.#accountId} ${location.pathname}`;
  }

  async #post({ key, version, entries }: Sending): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of [...entries, ['_key', key], ['_version', version]] as Entries)
      body.append(name, value);
    try {
      const response = await fetch('?/autosave', {
        method: 'POST',
        headers: { accept: 'application/json', 'x-sveltekit-action': 'true', 'x-account': this.#accountId },
        body,
        // A page that is being closed still sends what is short enough.
        keepalive: JSON.stringify(entries).length < 15_000,
      });
      return response.status >= 500 ? { kind: 'lost' } : answerOf(await response.text());
    } catch {
      return { kind: 'lost' };
    }
  }

  #version(): string {
    return (this.#form.elements.namedItem('_version') as HTMLInputElement).value;
  }

  /** In every form of the page: they are all about the same thing. */
  #setVersion(version: number): void {
    for (const one of document.querySelectorAll<HTMLInputElement>('input[name=_version]'))
      one.value = String(version);
  }
}

function answerOf(text: string): Answer {
  const result = deserialize<Saved, Refused>(text);
  if (result.type === 'success') return { kind: 'saved', ...result.data! };
  if (result.type === 'failure') {
    const { problem, conflict } = result.data!;
    const owesSecondFactor = problem.code === 'secondFactorRequired';
    if (owesSecondFactor || problem.code === 'unauthenticated')
      return { kind: 'signedOut', message: problem.message, owesSecondFactor };
    return {
      kind: 'refused',
      message: problem.message,
      fields: problem.fields ?? {},
      ...(conflict ? { conflict } : {}),
    };
  }
  const message = result.type === 'error' ? (result.error as App.Error).message : '请重新打开本页。';
  return { kind: 'refused', message, fields: {} };
}

type Saved = { version: number; savedAt: string };
type Refused = {
  problem: { code: string; message: string; fields?: Record<string, string> };
  conflict?: Conflicted;
};

/** What the form holds, without files and without what it says of itself. */
const entriesOf = (form: HTMLFormElement): Entries =>
  [...new FormData(form)].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[0].startsWith('_'),
  );

const valueIn = (entries: Entries, name: string): string | undefined =>
  entries.find((entry) => entry[0] === name)?.[1];

const typeIn = (control: Element | RadioNodeList | null, value: string): void => {
  if (control && 'value' in control) (control as { value: string }).value = value;
};

/** By what is typed: of what is ticked the scripts take away the mark that it came so from the server. */
const isAsRendered = (form: HTMLFormElement): boolean =>
  [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input.input, textarea')].every(
    ({ type, value, defaultValue }) => type === 'file' || value === defaultValue,
  );

/** `crypto.randomUUID` is not there over plain http. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
