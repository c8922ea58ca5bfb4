/** Work that is ready to be assessed, and the sheet of a scorer who found next to nothing. */
import { newId } from '../../api/ids.ts';
import { acceptedWork } from './credit.ts';
import type { District, Person } from './district.ts';

/** Accepted work with its three deliveries; `draftLate` working days late (the calendar of June 2025 has no holiday). */
export async function deliveredWork(
  district: District,
  agencyId: string,
  by: Person,
  more: { draftDeliveredOn?: string; chosenBy?: Person } = {},
) {
  const work = await acceptedWork(district, agencyId, by, '2025-11-03');
  const now = district.clock.now();
  const node = (
    key: 'workPlan' | 'draft' | 'final',
    position: number,
    dueOn: string,
    deliveredOn: string,
  ) => ({
    ...{ id: newId(now), commissionId: work.commissionId, key, position, originalDueOn: dueOn, dueOn },
    ...{ deliveredOn, runsFrom: '2025-03-03' },
  });
  await district.owner
    .insertInto('milestone')
    .values([
      node('workPlan', 1, '2025-04-01', '2025-03-31'),
      node('draft', 3, '2025-06-09', more.draftDeliveredOn ?? '2025-06-09'),
      node('final', 5, '2025-09-01', '2025-09-01'),
    ])
    .execute();
  if (more.chosenBy)
    await district.owner
      .insertInto('selection')
      .values({
        ...{ id: newId(now), number: 1, commissionId: work.commissionId, method: 'statutory' },
        ...{ reason: '示例', chosenBy: more.chosenBy.accountId, chosenAt: now, list: '[]' },
      })
      .execute();
  return work;
}

type Item = Record<string, unknown>;

/** Every item done; `parts` in points as typed. Totals 99.00 less what the suggestions take: O5 loses 1.00. */
export const wholeSheet = (items: Record<string, Item> = {}, observed: Item = {}) => ({
  observed: {
    ...{ fieldWorkDone: '60', fieldWorkPlanned: '50', fieldWorkFunds: '100' },
    ...{ papersTotal: '20', papersChecked: '10', papersSupported: '10' },
    ...{ reportChecked: 'yes', secrecyChecked: 'yes', relationsChecked: 'yes', planChecked: 'yes' },
    ...{ commentsChecked: 'yes', archiveChecked: 'yes' },
    ...observed,
  },
  items: {
    P1: { done: 'yes' },
    P2: { parts: [{ code: 'P2', points: '7', reason: '' }] },
    P3: { done: 'yes' },
    O1: { done: 'yes' },
    O2: { done: 'yes' },
    O3: { done: 'yes' },
    O4: { done: 'yes', reason: '逐页核对，未发现差错。' },
    O5: {
      parts: [
        { code: 'O5.1', points: '4', reason: '' },
        { code: 'O5.2', points: '3', reason: '' },
        { code: 'O5.3', points: '2.00', reason: '第三条建议未写明由谁办理。', evidence: '报告第 31 页' },
      ],
    },
    O6: { done: 'yes' },
    E1: { done: 'yes' },
    E2: { done: 'yes' },
    E3: { done: 'yes' },
    D1: { done: 'yes' },
    D2: { done: 'yes' },
    D3: { done: 'yes' },
    ...items,
  },
});
