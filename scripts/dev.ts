import type { RequestListener } from 'node:http';
import { createServer, isRunnableDevEnvironment } from 'vite';
import type { createApi } from '../api/app.ts';
import { close, createHttpServer, listen } from '../api/http-server.ts';
import { openInstallation, runUntilStopped } from '../api/installation.ts';

/** As api/serve.ts, but Vite serves the portal and reloads both the portal and the api when they are edited. */
await runUntilStopped(async (config, closers) => {
  const deps = await openInstallation(config, closers);
  let portal: RequestListener = (_request, response) => response.writeHead(503).end();
  const api = reloading(async () => {
    const { ssr } = vite.environments;
    if (!ssr || !isRunnableDevEnvironment(ssr)) throw new Error('Vite cannot run the api');
    const module: { createApi: typeof createApi } = await ssr.runner.import('/api/app.ts');
    return module.createApi;
  });
  const server = createHttpServer(api, (request, response) => portal(request, response), config);
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server } }, appType: 'custom' });
  closers.push(() => vite.close());
  portal = vite.middlewares;
  const address = await listen(server, config.port, config.host);
  closers.push(() => close(server));
  console.log(`评信（开发）已启动：${address}`);

  /** Makes the app anew whenever its module has been loaded anew. */
  function reloading(load: () => Promise<typeof createApi>) {
    let made: { by: typeof createApi; app: ReturnType<typeof createApi> } | undefined;
    return async (request: Request) => {
      const by = await load();
      if (made?.by !== by) made = { by, app: by(deps) };
      return made.app.fetch(request);
    };
  }
});
