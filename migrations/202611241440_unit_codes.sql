-- 统一社会信用代码 of a unit: an agency that is the object itself stays out of its evaluation.

alter table unit add column uscc text constraint unit_uscc_key unique check (length(uscc) = 18);
alter table unit add check (not classified or uscc is null);
