-- Events of a subscription to a topic that were not told of, first and last, by their numbers; null where none are known
-- to be missing. They are asked for at the partner when gap_due_at has come.
alter table partner_subscription add column gap_first bigint;
alter table partner_subscription add column gap_last bigint;
alter table partner_subscription add column gap_due_at timestamp with time zone;
-- How often something was missed that cannot be asked for, so that everything that is open there is to be looked at, and
-- up to which of these times that was done.
alter table partner_subscription add column all_wanted bigint default 0 not null;
alter table partner_subscription add column all_looked bigint default 0 not null;
