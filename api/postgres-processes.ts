import { readdir, readFile, readlink, realpath } from 'node:fs/promises';

/**
 * The live processes of PostgreSQL that work in `folder`, or null where the system does not show them
 * (no /proc). A dead process that nobody has buried yet does not count.
 */
export async function postgresProcessesIn(folder: string): Promise<number[] | null> {
  const ids = await readdir('/proc').catch(() => null);
  if (!ids?.includes('self')) return null;
  const home = await realpath(folder);
  const live = ids
    .filter((id) => /^\d+$/.test(id))
    .map(async (id) => ((await worksIn(id, home)) ? [Number(id)] : []));
  return (await Promise.all(live)).flat();
}

async function worksIn(id: string, home: string): Promise<boolean> {
  try {
    // PostgreSQL changes into its data folder. A zombie has no working directory left.
    const [name, directory] = await Promise.all([
      readFile(`/proc/${id}/comm`, 'utf8'),
      readlink(`/proc/${id}/cwd`),
    ]);
    return name.trim() === 'postgres' && directory === home;
  } catch {
    return false;
  }
}
