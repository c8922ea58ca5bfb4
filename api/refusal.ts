/** What a person may hear when something is not done. Everything else that is thrown is a bug and becomes a 500. */

const statuses = {
  invalid: 422,
  unauthenticated: 401,
  secondFactorRequired: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  stale: 409,
  tooLarge: 413,
  unsupported: 415,
  tooMany: 429,
  busy: 503,
} as const;

export type RefusalCode = keyof typeof statuses;
export type RefusalStatus = (typeof statuses)[RefusalCode];

/** The body of every refusal. `fields` maps a form path (`people[0].name`) to what is wrong and how to mend it. */
export interface Problem {
  code: RefusalCode | 'internal';
  message: string;
  fields?: Record<string, string>;
  /** The stored value, when what was sent was made from an older one. */
  current?: unknown;
  /** Who may do it, when the asker may not. */
  who?: string;
  requestId: string;
}

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly more: Pick<Problem, 'fields' | 'current' | 'who'>;

  constructor(code: RefusalCode, message: string, more: Pick<Problem, 'fields' | 'current' | 'who'> = {}) {
    super(message);
    this.code = code;
    this.more = more;
  }

  get status(): RefusalStatus {
    return statuses[this.code];
  }

  problem(requestId: string): Problem {
    return { code: this.code, message: this.message, ...this.more, requestId };
  }
}

/** One field is wrong: the usual refusal of a command that knows more than the schema. */
export function invalidField(path: string, message: string): Refusal {
  return new Refusal('invalid', message, { fields: { [path]: message } });
}

/** The answer for what does not exist and for what the asker may not know of: word for word the same. */
export function notFound(): Refusal {
  return new Refusal('notFound', '没有找到这项内容。请核对网址，或从列表进入。');
}

/** Turns a broken unique constraint into the refusal meant for it; anything else passes through unchanged. */
export function onConstraint(error: unknown, refusals: Record<string, () => Refusal>): never {
  const constraint = (error as { constraint?: unknown })?.constraint;
  if (typeof constraint === 'string' && refusals[constraint]) throw refusals[constraint]();
  throw error;
}
