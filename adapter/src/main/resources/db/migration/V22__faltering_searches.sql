-- Searches for what has changed: how often in a row one could not be asked, and since when.
alter table change_search add column failures integer default 0 not null;
alter table change_search add column failing_since timestamp with time zone;
-- Up to that stamp, by the partner's own clock, all was shown twice: it is not searched again.
alter table change_search add column settled_stamp timestamp with time zone;
-- The last answer that came in several pages, as a digest, and when it came so first.
alter table change_search add column paged_sha256 varchar(64);
alter table change_search add column paged_at timestamp with time zone;
