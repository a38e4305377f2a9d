-- An answer that came by telephone, fax or portal: who said it, by which way, and who recorded it.
alter table referral_event add column said_by varchar(100);
alter table referral_event add column via varchar(16);
alter table referral_event add column recorded_by varchar(300);
-- The entry that this one takes back, which stands as it was written.
alter table referral_event add column takes_back bigint;

-- That a referral was sent on to the next partner in line: the one before is asked to stop.
create table referral_sent_on (
  record_id varchar(64) not null,
  from_partner varchar(64) not null,
  to_partner varchar(64) not null,
  at timestamp with time zone not null,
  sent_by varchar(300) not null,
  primary key (record_id, from_partner)
);
