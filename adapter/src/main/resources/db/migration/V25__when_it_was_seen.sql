-- When something else than before was last seen of a referral at a partner, whatever its state: an older version that is
-- shown soon after that comes from a copy that lags.
alter table referral_life add column seen_at timestamp with time zone;
update referral_life set seen_at = changed_at;
alter table referral_life alter column seen_at set not null;
