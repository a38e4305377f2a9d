-- The same statements run on H2 (PostgreSQL mode) and on PostgreSQL.

-- Intake is one at a time for each participant, so that a record and its participant never miss each other.
create table participant_turn (
  participant_id varchar(64) primary key
);

-- Every version of every record as it was accepted, in canonical JSON.
create table program_record (
  seq bigint generated always as identity primary key,
  kind varchar(20) not null,
  id varchar(64) not null,
  version integer not null,
  participant_id varchar(64) not null,
  digest char(64) not null,
  body text not null,
  accepted_at timestamp with time zone not null,
  constraint program_record_once unique (kind, id, version)
);
create index program_record_of_participant on program_record (participant_id, kind, id, version);

-- The outbox: one row for each record version and partner.
create table delivery (
  id bigint generated always as identity primary key,
  kind varchar(20) not null,
  record_id varchar(64) not null,
  version integer not null,
  participant_id varchar(64) not null,
  partner varchar(64) not null,
  priority smallint not null,
  state varchar(16) not null,
  note varchar(300) not null,
  attempts integer not null,
  in_doubt boolean not null,
  doubted_at timestamp with time zone,
  due_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  form varchar(16),
  patient varchar(200),
  matched_by varchar(16),
  remote varchar(200),
  remote_version varchar(100),
  constraint delivery_once unique (partner, kind, record_id, version)
);
create index delivery_due on delivery (partner, state, due_at);
create index delivery_of_record on delivery (kind, record_id, version);
create index delivery_of_participant on delivery (participant_id, partner, state);

-- A lane is a partner and a participant. Whoever holds its lease may deliver in it.
create table lane (
  partner varchar(64) not null,
  participant_id varchar(64) not null,
  lease bigint not null,
  leased_until timestamp with time zone not null,
  primary key (partner, participant_id)
);

-- Our participant is this partner's patient.
create table link (
  partner varchar(64) not null,
  participant_id varchar(64) not null,
  patient varchar(200) not null,
  how varchar(16) not null,
  made_at timestamp with time zone not null,
  primary key (partner, participant_id)
);

-- What happened at each station, by ids only. Only ever added to.
create table ledger (
  seq bigint generated always as identity primary key,
  at timestamp with time zone not null,
  station varchar(24) not null,
  kind varchar(20) not null,
  record_id varchar(64) not null,
  version integer not null,
  partner varchar(64),
  what varchar(400) not null
);
create index ledger_of_record on ledger (kind, record_id, seq);

-- What a partner last said it takes, so that a restart need not wait for it.
create table capability (
  partner varchar(64) primary key,
  statement text not null,
  read_at timestamp with time zone not null
);
