-- 计算凭据: what a result was computed from is kept beside it, so that anyone can compute it again.

alter table rating_decision rename column receipt to result;
alter table rating_decision add column inputs text;
update rating_decision set inputs = result -> 'receipt' ->> 'inputs', result = result - 'receipt';
alter table rating_decision alter column inputs set not null;

-- The rules, with the document that adopted them, and the working days as they were known when agencies were screened.
alter table screening add column rules jsonb;
alter table screening add column calendar jsonb;
