-- What partners hold is compared with what they should, participant by participant.
create table reconciliation (
  id bigint generated always as identity primary key,
  partner varchar(64) not null,
  -- The one participant that it is about; null for all.
  participant_id varchar(64),
  asked_by varchar(64) not null,
  -- The day of the program's calendar that it is the nightly one of; null where somebody asked.
  night date,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  -- When the next participant is looked at; null when it is over.
  due_at timestamp with time zone,
  -- The last participant that was looked at.
  reached varchar(64) not null,
  participants integer not null,
  looked_at integer not null,
  requests integer not null,
  -- Types of resources of which not everything could be looked at there.
  unseen varchar(300) not null,
  note varchar(300) not null,
  constraint reconciliation_once unique (partner, night)
);
create index reconciliation_due on reconciliation (partner, due_at);

-- What was found otherwise: ids and codes, no content. Only ever added to and closed.
create table reconciliation_finding (
  run bigint not null,
  number integer not null,
  partner varchar(64) not null,
  participant_id varchar(64) not null,
  finding varchar(16) not null,
  -- What it is told apart by from run to run.
  subject varchar(200) not null,
  kind varchar(20),
  record_id varchar(64),
  version integer,
  delivery_id bigint,
  type varchar(64) not null,
  identifier varchar(300) not null,
  remote_id varchar(200) not null,
  remote_version varchar(100),
  stands_on varchar(200),
  differences varchar(2000) not null,
  found_at timestamp with time zone not null,
  repaired_at timestamp with time zone,
  repaired_by varchar(64),
  closed_at timestamp with time zone,
  closed_by varchar(200),
  primary key (run, number)
);
create index reconciliation_finding_open on reconciliation_finding (partner, participant_id, closed_at);
create index reconciliation_finding_of_subject on reconciliation_finding (subject);

-- What the program accepts of a partner's changes: that version of that resource, until the program
-- writes it anew (remote_resource.written_at).
create table accepted_change (
  partner varchar(64) not null,
  type varchar(64) not null,
  identifier varchar(300) not null,
  remote_id varchar(200) not null,
  remote_version varchar(100) not null,
  accepted_at timestamp with time zone not null,
  primary key (partner, type, identifier)
);
