import { answer, refused } from '#lib/server/api.ts';
import { formOf } from '#lib/server/form.ts';
import { timelineOf } from '#lib/server/timeline.ts';
import { typedMoney } from '#scoring/money.ts';

export const load = async ({ locals, params }) => {
  const found = await answer(locals.api.evaluatees[':id'].$get({ param: params }));
  const [{ units }, timeline] = await Promise.all([
    answer(locals.api.units.choices.$get()),
    timelineOf(locals.api, params.id),
  ]);
  const { unitId, kind, name, year, budgeted, adjusted, spent, note } = found.evaluatee;
  const typed = (fen: number | null) => (fen === null ? '' : typedMoney(fen, '万元'));
  return {
    ...found,
    units,
    timeline,
    asTyped: {
      unitId: unitId ?? '',
      kind,
      name,
      year: String(year),
      moneyUnit: '万元',
      budgeted: typed(budgeted),
      adjusted: typed(adjusted),
      spent: typed(spent),
      note,
    },
  };
};

export const actions = {
  'evaluatee.change': async ({ request, locals, params }) => {
    const { values, options } = await formOf(request);
    const response = await locals.api.evaluatees[':id'].$put({ param: params, json: values }, options);
    if (!response.ok) return refused(response, values);
    return { done: '已保存。' };
  },
};
