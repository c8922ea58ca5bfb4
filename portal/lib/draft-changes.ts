/** What the buttons of a draft's form do to its lists: pure changes of what was typed, before it is saved. */
import type { Cap } from '#scoring/rating-policy.ts';
import type { RubricItem } from '#scoring/rubric.ts';
import { elementSets } from '#scoring/named-facts.ts';
import { lossCauses, wholeItem } from '#scoring/rubric-names.ts';

type Typed = Record<string, unknown>;
type Node = Typed | unknown[];

/** A button's value: 「up dimensions.0.items.2」, 「add caps veto」. */
export const changeOf = (act: 'add' | 'remove' | 'up' | 'down', path: string, kind = ''): string =>
  [act, path, kind].filter(Boolean).join(' ');

/** The values with the list changed; as they are when the list or the row is not there. */
export function changed(values: Typed, change: string): Typed {
  const [act = '', path = '', kind = ''] = change.split(' ');
  const copy = structuredClone(values);
  if (act === 'add') {
    const list = listAt(copy, path);
    list?.push(blank(path.split('.').at(-1)!, kind, { list, parent: parentOf(copy, path), whole: copy }));
    return copy;
  }
  const list = listAt(copy, path.replace(/\.\d+$/, ''));
  const index = Number(/\d+$/.exec(path)?.[0] ?? NaN);
  if (!list || !(index in list)) return copy;
  const to = act === 'up' ? index - 1 : index + 1;
  if (act === 'remove') list.splice(index, 1);
  else if ((act === 'up' || act === 'down') && to in list) list.splice(to, 0, ...list.splice(index, 1));
  return copy;
}

/** Where the row stands after the change: what is shown open, and where the page scrolls to. */
export function placeAfter(change: string, values: Typed): string {
  const [act = '', path = ''] = change.split(' ');
  const index = Number(/\d+$/.exec(path)?.[0] ?? 0);
  const list = path.replace(/\.\d+$/, '');
  if (act === 'add') return `${path}.${listAt(values, path)?.length ?? 0}`;
  if (act === 'remove') return list;
  return `${list}.${act === 'up' ? Math.max(0, index - 1) : index + 1}`;
}

function listAt(root: Typed, path: string): unknown[] | null {
  const node = at(root, path);
  if (Array.isArray(node)) return node;
  // A list without rows has no field of its own in the form.
  const parent = parentOf(root, path);
  const key = path.split('.').at(-1)!;
  if (node !== undefined || !parent || Array.isArray(parent)) return null;
  return (parent[key] = []) as unknown[];
}

const parentOf = (root: Typed, path: string): Node | null => {
  const parent = at(root, path.split('.').slice(0, -1).join('.'));
  return typeof parent === 'object' && parent !== null ? (parent as Node) : null;
};

const at = (root: Typed, path: string): unknown =>
  path === ''
    ? root
    : path
        .split('.')
        .reduce<unknown>(
          (node, key) =>
            typeof node === 'object' && node !== null && Object.hasOwn(node, key)
              ? (node as Typed)[key]
              : undefined,
          root,
        );

interface Around {
  list: unknown[];
  parent: Node | null;
  whole: Typed;
}

/** A new row of the list: well-formed, so that it can be saved, and at fault until it is filled in. */
function blank(list: string, kind: string, around: Around): Typed {
  const { list: rows, parent, whole } = around;
  const code = String((parent as Typed | null)?.['code'] ?? '');
  switch (list) {
    case 'dimensions':
      return {
        code: firstFree([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'], rows),
        title: '',
        points: '0.00',
        items: [],
      };
    case 'items':
      return { code: numbered(code, rows), title: '', points: '0.00', clause: '', ...blankRule(kind, whole) };
    case 'losses':
      return { cause: freeCause(whole), title: '', lost: '0.00' };
    case 'steps':
      return { label: '', from: '0.00', anchor: '' };
    case 'parts':
      return { code: numbered(`${code}.`, rows), title: '', points: '0.00', anchor: '' };
    case 'vetoes':
      return { code: numbered('veto', rows), title: '' };
    case 'firstLevels':
      return { title: '', secondLevels: [] };
    case 'secondLevels':
      return { title: '', indicators: [] };
    case 'indicators':
      return { title: '', examine: '', formula: '', points: '', usuallyNotApplicable: '' };
    case 'weights':
      return { months: '0', weight: '0' };
    default:
      return blankCap(kind as Cap['kind']);
  }
}

function blankRule(kind: string, whole: Typed): Typed {
  switch (kind as RubricItem['kind']) {
    case 'steps':
      return { kind, steps: ['好', '一般', '差'].map((label) => ({ label, from: '0.00', anchor: '' })) };
    case 'judged':
      return { kind, parts: [] };
    case 'ratio':
      return { kind, measure: 'fieldWork', minimumPercent: '0', sampleAtLeast: '0', losses: [] };
    case 'condition':
      return { kind, fact: 'planComplete', lost: wholeItem };
    case 'elementShare':
      return { kind, set: 'planElements', required: [...elementSets.planElements.elements] };
    case 'lateDays':
      return { kind, cause: 'planLate', percentPerDay: '10' };
    case 'formula':
      return { kind, formula: '0 分' };
    default:
      return { kind, losses: [{ cause: freeCause(whole), title: '', lost: '0.00' }] };
  }
}

function blankCap(kind: Cap['kind']): Typed {
  switch (kind) {
    case 'fewAssessments':
      return { kind, atMost: 'B', fewerThan: '2' };
    case 'assessmentBelow':
      return { kind, atMost: 'B', below: '80.00', months: '24' };
    case 'poorNotRecovered':
      return { kind, atMost: 'C', months: '12', recoveredFrom: '80.00' };
    case 'repeatedPoor':
      return { kind, atMost: 'D', count: '2', months: '24' };
    case 'veto':
      return { kind, atMost: 'D', months: '12' };
    case 'decisionInForce':
      return { kind, atMost: 'D', class: '严重' };
  }
}

/** One fact is deducted once: a cause that no item takes yet, as long as there is one. */
function freeCause(whole: Typed): string {
  const used = JSON.stringify(whole);
  const causes = Object.keys(lossCauses);
  return causes.find((cause) => !used.includes(`"${cause}"`)) ?? causes[0]!;
}

const codesOf = (rows: readonly unknown[]): unknown[] => rows.map((row) => (row as Typed)?.['code']);

const firstFree = (candidates: readonly string[], rows: readonly unknown[]): string =>
  candidates.find((code) => !codesOf(rows).includes(code)) ?? '';

const numbered = (prefix: string, rows: readonly unknown[]): string =>
  firstFree(
    Array.from({ length: rows.length + 1 }, (_, index) => `${prefix}${index + 1}`),
    rows,
  );
