-- 信用等级的运用: what each rating leads to is a policy like the others.
alter table policy_version drop constraint policy_version_kind_check;
alter table policy_version add constraint policy_version_kind_check
  check (kind in ('rubric', 'rating', 'consequence', 'eligibility', 'selection', 'framework', 'procurement', 'days'));
