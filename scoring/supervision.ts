/** 督导看板: red, amber or green by rule, never by opinion, with the reason in words. */
import { type Calendar, type Day, isProvisional, workingDaysBetween, workingDaysLeft } from './calendar.ts';
import { textOrder } from './text-order.ts';

export interface SupervisedNode {
  readonly key: string;
  readonly title: string;
  /** Null until the node it runs from is reached. */
  readonly due: Day | null;
  readonly delivered: Day | null;
}

export type Rag = 'red' | 'amber' | 'green' | 'grey';

export interface NextNode {
  readonly key: string;
  readonly title: string;
  readonly due: Day;
  /** Working days left; negative when overdue. 0 on the due day, and on rest days right after it. */
  readonly left: number;
  /** True when the due day lies where no State Council document has settled the calendar. */
  readonly provisional: boolean;
}

export interface Light {
  readonly rag: Rag;
  readonly reason: string;
  /** The undelivered node that is due first; null when none has a due day. */
  readonly next: NextNode | null;
}

/** So many late nodes make it red. */
const slipsForRed = 2;

/** `amberDays`: how many working days before a due day an undelivered node turns amber, that day included. */
export function lightOf(
  evaluation: { readonly started: boolean; readonly nodes: readonly SupervisedNode[] },
  calendar: Calendar,
  today: Day,
  amberDays: number,
): Light {
  const next = nextNode(evaluation.nodes, calendar, today);
  if (!evaluation.started) return { rag: 'grey', reason: '尚未启动', next };
  const late = evaluation.nodes.filter(isSlip);
  const named = late.map((node) => slipText(node, calendar)).join('、');
  if (next && next.due < today) return { rag: 'red', reason: overdueText(next), next };
  if (late.length >= slipsForRed)
    return { rag: 'red', reason: `已有 ${late.length} 个节点逾期：${named}`, next };
  if (next && next.left <= amberDays) return { rag: 'amber', reason: dueText(next), next };
  if (late.length > 0) return { rag: 'amber', reason: `曾有节点逾期：${named}`, next };
  return { rag: 'green', reason: '各节点按期推进', next };
}

/** Red first, then amber, green, grey; within a colour what is due first. */
export function compareLights(a: Light, b: Light): number {
  const colour = order.indexOf(a.rag) - order.indexOf(b.rag);
  if (colour !== 0) return colour;
  return textOrder(a.next?.due ?? '9999', b.next?.due ?? '9999');
}

const order: readonly Rag[] = ['red', 'amber', 'green', 'grey'];

function nextNode(nodes: readonly SupervisedNode[], calendar: Calendar, today: Day): NextNode | null {
  let first: (SupervisedNode & { due: Day }) | null = null;
  for (const node of nodes) {
    const { due, delivered } = node;
    if (due !== null && delivered === null && (first === null || due < first.due)) first = { ...node, due };
  }
  if (first === null) return null;
  const { key, title, due } = first;
  return {
    key,
    title,
    due,
    left: workingDaysLeft(calendar, today, due),
    provisional: isProvisional(calendar, due),
  };
}

const isSlip = ({ due, delivered }: SupervisedNode): boolean =>
  due !== null && delivered !== null && delivered > due;

function slipText({ title, due, delivered }: SupervisedNode, calendar: Calendar): string {
  const days = workingDaysBetween(calendar, due ?? '', delivered ?? '');
  return days === 0 ? `${title}（在休息日补交）` : `${title}（迟 ${days} 个工作日）`;
}

const overdueText = ({ title, due, left }: NextNode): string =>
  left === 0 ? `${title}已于 ${due} 到期，尚未完成` : `${title}逾期 ${-left} 个工作日`;

const dueText = ({ title, left }: NextNode): string =>
  left === 0 ? `${title}今天到期，尚未完成` : `${title}剩 ${left} 个工作日，尚未完成`;
