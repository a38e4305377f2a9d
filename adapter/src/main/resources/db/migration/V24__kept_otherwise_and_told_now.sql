-- By what it is known again that a partner keeps a resource otherwise than it was sent: as it was read back when it was
-- delivered, as the program accepts it, as it was found. A digest, no content; null where nothing was kept otherwise, and
-- of what was not looked at so.
alter table remote_resource add column kept_digest varchar(64);
alter table accepted_change add column kept_digest varchar(64);
alter table reconciliation_finding add column kept_digest varchar(64);

-- The reconciliation that told of it first, where it is the same since; null where that is this one.
alter table reconciliation_finding add column first_run bigint;

-- Until when whoever tells an event has it; null where nobody does.
alter table event_turn add column claimed_until timestamp with time zone;
