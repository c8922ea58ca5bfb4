import type pg from 'pg';

/** By the socket in the server's folder; the app takes its own role there. */
export function postgresUrl({ host, port, user, database }: pg.ClientConfig): string {
  return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}`;
}
