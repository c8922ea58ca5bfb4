-- Until when a submission can be taken back is fixed with it: a later version of the periods does not move it.
alter table dossier_submission add column withdrawal_ends_at timestamptz;
update dossier_submission set withdrawal_ends_at = submitted_at + interval '10 minutes';
alter table dossier_submission alter column withdrawal_ends_at set not null,
  add check (withdrawal_ends_at >= submitted_at);
