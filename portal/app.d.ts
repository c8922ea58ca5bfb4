import type { Problem } from '#api/refusal.ts';
import type { ApiClient } from '#lib/server/api.ts';
import type { CurrentSession } from '#lib/server/session.ts';

declare global {
  namespace App {
    interface Locals {
      /** The api, in process, as the person whose cookie came with the request. */
      api: ApiClient;
      session: CurrentSession;
    }
    interface Error {
      message: string;
      problem?: Problem;
    }
    interface PageData {
      /** The Idempotency-Key of the forms of this page. */
      writeKey?: string;
    }
  }
}

export {};
