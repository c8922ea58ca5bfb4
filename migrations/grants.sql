-- Applied after every migration. The application's role owns nothing; what is append-only it may only insert and read.
grant usage on schema public to pingxin_app;
grant select, insert, update, delete on all tables in schema public to pingxin_app;
do $$
declare
  name text;
begin
  foreach name in array array['journal_entry', 'dossier_version', 'assessment_result', 'rating_decision', 'sanction',
    'agency_rename', 'identity_change_party',
    'restriction', 'honour', 'inspection_finding', 'policy_version', 'policy_adoption',
    'collective_decision', 'file', 'file_check', 'what_if_run', 'national_record', 'paper', 'seal_scan', 'seal_place', 'service_address'] loop
    if to_regclass('public.' || name) is not null then
      execute format('revoke update, delete, truncate on %I from pingxin_app', name);
    end if;
  end loop;
end
$$;

-- An example district stays one: the application may move its clock, and change nothing else of what it is.
revoke update, delete, truncate on installation from pingxin_app;
grant update (clock_base, clock_anchor) on installation to pingxin_app;
