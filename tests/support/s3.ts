/** An S3-compatible server that checks signatures, in this process: `@20minutes/s3rver`. */
import S3rver from '@20minutes/s3rver';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Settings } from '../../api/stored-files/s3-store.ts';

export interface ObjectServer {
  settings: S3Settings;
  /** Its folder: what lies there is what it was given. */
  folder: string;
  close(): Promise<void>;
}

export async function openObjectServer(): Promise<ObjectServer> {
  const folder = await mkdtemp(join(tmpdir(), 'pingxin-s3-'));
  const bucket = 'pingxin';
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory: folder },
    configureBuckets: [{ name: bucket }],
  });
  const { port } = (await server.run()) as { port: number };
  return {
    settings: {
      ...{ endpoint: `http://127.0.0.1:${port}`, bucket, region: 'us-east-1', pathStyle: true },
      ...{ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    },
    folder,
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
