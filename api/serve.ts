import { createApi } from './app.ts';
import { preparePortal } from './config.ts';
import { close, createHttpServer, listen } from './http-server.ts';
import { keepSending } from './mails/commands.ts';
import { openInstallation, runUntilStopped } from './installation.ts';

/** The one process: the database, the api under /api and the built portal. */
await runUntilStopped(async (config, closers) => {
  const deps = await openInstallation(config, closers);
  preparePortal();
  const built = new URL('../build/handler.js', import.meta.url).href;
  const { handler } = await import(built);
  const { mailer } = deps;
  if (mailer) deps.background.begin((stopping) => keepSending(deps, mailer, stopping));
  const server = createHttpServer(createApi(deps).fetch, handler, config);
  const address = await listen(server, config.port, config.host);
  closers.push(() => close(server));
  console.log(`评信已启动：${address}`);
});
