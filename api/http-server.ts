import { getRequestListener } from '@hono/node-server';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Config } from './config.ts';

export type Fetch = (request: Request) => Response | Promise<Response>;

/** One door for both: `/api` is the api's, everything else the portal's. */
export function createHttpServer(
  api: Fetch,
  portal: RequestListener,
  config: Pick<Config, 'allowHttp' | 'origin'>,
): Server {
  handToPortal(api, config.allowHttp);
  const origin = config.origin === null ? null : addressed(config.origin);
  const answerApi = getRequestListener(api);
  return createServer((request, response) => {
    Object.assign(request.headers, origin ?? { 'x-forwarded-proto': protocolOf(request) });
    if (/^\/api(?![^/?])/.test(request.url ?? '')) void answerApi(request, response);
    else portal(request, response);
  });
}

/** Listens and returns the address that people type. */
export async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      fail(
        error.code === 'EADDRINUSE'
          ? new Error(`端口 ${port} 已被占用，请用 PORT 指定另一个端口。`, { cause: error })
          : error,
      ),
    );
    server.listen(port, host, done);
  });
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  const name = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' ? 'localhost' : host;
  return `http://${name}:${actual}`;
}

/** Takes no new requests and lets those under way end, for ten seconds at most. */
export async function close(server: Server): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), 10_000);
  await new Promise((done) => server.close(done));
  clearTimeout(impatience);
}

/** The portal calls the api in process. It may not import it: Vite would give it a second copy with a second pool. */
function handToPortal(fetch: Fetch, allowHttp: boolean): void {
  Object.assign(globalThis, { [Symbol.for('pingxin.api')]: { fetch, allowHttp } });
}

/** The portal refuses forms from any address but the one it sees, and its adapter takes that from the headers alone. */
function addressed(origin: string): { host: string; 'x-forwarded-proto': string } {
  const { protocol, host } = new URL(origin);
  return { host, 'x-forwarded-proto': protocol.slice(0, -1) };
}

/** Only a proxy on this machine is believed when it says that the visitor came by https. */
function protocolOf({ headers, socket }: IncomingMessage): string {
  const isLocal = /^(::1|(::ffff:)?127\..+)$/.test(socket.remoteAddress ?? '');
  return isLocal && headers['x-forwarded-proto'] === 'https' ? 'https' : 'http';
}
