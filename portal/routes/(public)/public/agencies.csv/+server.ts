import { answer } from '#lib/server/api.ts';
import { kinds } from '#scoring/dossier-words.ts';

const ratingWords = { notPublic: '不公开', none: '未公布', underReview: '复核中' } as const;
/** Pages of 50: more agencies than this no district has. */
const pagesAtMost = 40;

/** All agencies of the same search, for a spreadsheet; the mark in front lets WPS and Excel see that it is UTF-8. */
export async function GET({ locals, url }) {
  const query: Record<string, string> = Object.fromEntries(url.searchParams);
  const lines = [
    '机构编号,机构名称,统一社会信用代码,机构类型,信用等级,公示中的处理决定,档案核对日期,数据截至',
  ];
  for (let page = 0; page < pagesAtMost; page++) {
    const found = await answer(locals.api.public.agencies.$get({ query }));
    for (const row of found.agencies) {
      const rating = row.rating.state === 'shown' ? row.rating.rating : ratingWords[row.rating.state];
      const kind = row.kind ? kinds[row.kind] : '';
      lines.push(
        [row.code, row.name, row.uscc, kind, rating, row.sanctions, row.checkedOn, found.asOf]
          .map(cell)
          .join(','),
      );
    }
    if (!found.next) break;
    query.cursor = found.next;
  }
  return new Response(`\uFEFF${lines.join('\r\n')}\r\n`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="agencies.csv"',
    },
  });
}

/** Quoted; what a spreadsheet would take for a formula is kept as text. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
