import { importKind } from '#lib/imports.ts';
import { handOn } from '#lib/server/api.ts';

export const GET = ({ locals, url }) =>
  handOn(
    locals.api['dossier-imports'].template.$get({
      query: { kind: importKind(url.searchParams.get('kind')) },
    }),
    url,
  );
