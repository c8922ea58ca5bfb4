/** The order of a list as its reader asked for it. */
const names = new Intl.Collator('zh-CN', { numeric: true });

type Value = string | number | null;
type SortKeys<Row> = Readonly<Record<string, (row: Row) => Value>>;

/** By a key, or the other way round by '-' and a key. Rows that are equal keep their order; what has no value comes last both ways. */
export function sortedBy<Row>(rows: readonly Row[], sort: string, keys: SortKeys<Row>): Row[] {
  const valueOf = keys[sort.replace(/^-/, '')];
  if (!valueOf) return [...rows];
  const direction = sort.startsWith('-') ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return direction * compare(one, other);
  });
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : names.compare(String(a), String(b));
