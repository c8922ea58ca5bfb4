-- What a list says of a run, so that it reads no results.

alter table what_if_run add column summary jsonb;
update what_if_run set summary = jsonb_build_object(
  'assessments', result::jsonb -> 'assessments',
  'agencies', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*]')),
  'up', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*] ? (@.direction == "up")')),
  'down', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*] ? (@.direction == "down")')),
  'unrated', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*] ? (@.direction == "unrated")')),
  'rated', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*] ? (@.direction == "rated")')),
  'loses', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*] ? (@.eligibility == "loses")')),
  'gains', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*] ? (@.eligibility == "gains")')),
  'unknown', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.agencies[*] ? (@.before == null || @.after == null)')),
  'commissions', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.commissions[*] ? (@.after != null)')),
  'tiers', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.commissions[*] ? (@.after != null && @.before.tier != @.after.tier)')),
  'uncomputed', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.commissions[*] ? (@.after == null)')),
  'freezes', jsonb_array_length(jsonb_path_query_array(result::jsonb, '$.freezes[*] ? (exists(@.candidates[*] ? (@.before != null && @.after != null)))'))
);
alter table what_if_run alter column summary set not null;
