-- Every kind of policy is drafted, checked and adopted in the same way.
alter table policy_draft drop constraint policy_draft_kind_check;
alter table policy_draft add constraint policy_draft_kind_check
  check (kind in ('rubric', 'rating', 'consequence', 'eligibility', 'selection', 'framework', 'procurement', 'days'));
