import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Refusal } from '../refusal.ts';
import type { FileStore } from './store.ts';

export interface S3Settings {
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The bucket in the path and not before the host's name, as most servers of one's own want it. */
  pathStyle: boolean;
}

/** Bytes in a bucket of an S3-compatible object store. What lies there is sealed: the store cannot read it. */
export function s3Store({ bucket, ...settings }: S3Settings): FileStore {
  const { endpoint, region, accessKeyId, secretAccessKey, pathStyle } = settings;
  const client = new S3Client({
    ...{ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: pathStyle },
    // Not every compatible server knows the checksums of newer clients; the bytes carry their own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5000, requestTimeout: 60_000 },
  });
  // The client writes /bucket/ for the bucket itself; there are servers that check a signature of /bucket alone.
  client.middlewareStack.add(
    (next) => (given) => {
      const request = given.request as { path: string };
      if (request.path === `/${bucket}/`) request.path = `/${bucket}`;
      return next(given);
    },
    { step: 'build', name: 'bucketWithoutSlash' },
  );
  const at = (name: string) => ({ Bucket: bucket, Key: name });
  async function* read(name: string): AsyncGenerator<Uint8Array> {
    const { Body } = await client.send(new GetObjectCommand(at(name)));
    yield* Body as unknown as AsyncIterable<Uint8Array>;
  }
  return {
    async put(path, name) {
      const { size } = await stat(path);
      const body = { Body: createReadStream(path), ContentLength: size };
      await client.send(new PutObjectCommand({ ...at(name), ...body })).catch(whenOut);
      await rm(path, { force: true });
    },
    async open(name) {
      try {
        await client.send(new HeadObjectCommand(at(name)));
      } catch (error) {
        if ((error as { name?: string }).name === 'NotFound') return null;
        whenOut(error);
      }
      return read(name);
    },
    async *list() {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket }))
        for (const { Key, LastModified } of Contents)
          if (Key && LastModified) yield { name: Key, at: LastModified };
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand(at(name))).catch(whenOut);
    },
  };
}

/** Whoever uploads or downloads can do nothing about it but wait; the log has the rest. */
function whenOut(error: unknown): never {
  console.error('对象存储没有完成请求：', error);
  throw new Refusal('busy', '文件存储暂时不可用，没有保存任何改动，请稍后再试。');
}
