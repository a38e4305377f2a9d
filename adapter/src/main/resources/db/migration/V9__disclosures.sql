-- What was sent, once for each digest: gzip, in base64, for both databases have text.
create table disclosed_content (
  digest char(64) primary key,
  content text not null
);

-- Each write at a partner, put down before it is sent (42 CFR 2.25, 2.51(c), 45 CFR 164.528). Only
-- ever added to.
create table disclosure (
  seq bigint generated always as identity primary key,
  at timestamp with time zone not null,
  participant_id varchar(64) not null,
  kind varchar(20) not null,
  record_id varchar(64) not null,
  version integer not null,
  partner varchar(64) not null,
  recipient varchar(120) not null,
  address varchar(300),
  delivery_id bigint not null,
  attempt integer not null,
  did varchar(300) not null,
  digest char(64) not null,
  basis varchar(20) not null,
  consents text not null,
  purposes varchar(200) not null,
  members text not null,
  withheld text not null,
  discloser varchar(300),
  nature text,
  declared_at timestamp with time zone
);
create index disclosure_of_participant on disclosure (participant_id, seq);
create index disclosure_of_record on disclosure (kind, record_id, partner, seq);
create index disclosure_of_delivery on disclosure (delivery_id, seq);

-- Up to which day, by the program's calendar, first and last days of consents were looked at.
create table consent_day (
  looked_at date not null
);

-- What of it was told when it was last written, for whoever looks at the delivery.
alter table delivery add column basis varchar(20);
alter table delivery add column withheld varchar(200);
