/** 起草新版本 as its actors do it, step by step over HTTP. */
import type { Person } from './district.ts';

// Contents of every kind; what a test expects of one it says itself.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Content = any;

export const papers = {
  ...{ documentNumber: '示例财〔2025〕9号', legalityReview: '示例', fairCompetitionReview: '示例' },
  ...{ consultation: '示例', meeting: '局党组会议', heldOn: '2025-11-19', minutesNumber: '纪要1' },
  ...{ attendees: '示例甲', effectiveOn: '2025-11-20' },
};

export const drafting = (officer: Person) => {
  const read = async (id: string) => (await officer.get(`/policy-drafts/${id}`)).body;
  const versionOf = async (id: string): Promise<number> => (await read(id)).draft.version;
  /** The draft as its form would be sent, after a change. */
  const typed = async (id: string, change: (content: Content) => void) => {
    const { draft, typed: content } = await read(id);
    change(content);
    return { kind: draft.kind, basis: draft.basis, note: '示例', content };
  };
  return {
    read,
    typed,
    async open(policyId: string): Promise<string> {
      const answer = await officer.post('/policy-drafts', { policyId });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body.id;
    },
    save: async (id: string, change: (content: Content) => void = () => {}, more: object = {}) =>
      officer.put(
        `/policy-drafts/${id}`,
        { ...(await typed(id, change)), ...more },
        {
          version: await versionOf(id),
        },
      ),
    check: async (id: string, person: Person) =>
      person.post(`/policy-drafts/${id}/check`, undefined, { version: await versionOf(id) }),
    withdraw: async (id: string) =>
      officer.delete(`/policy-drafts/${id}`, undefined, { version: await versionOf(id) }),
  };
};

/** Where the faults lie. */
export const pathsOf = (faults: readonly { path: string }[]): string[] =>
  faults.map(({ path }) => path).sort();
