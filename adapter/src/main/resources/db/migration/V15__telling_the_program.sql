-- What the program is told, by ids only. Written with what it tells of; only ever added to, and
-- deleted when it is old. It is numbered once it is committed, in one place at a time: a reader that
-- has seen a number has seen all that are lower.
create table cloud_event (
  id bigint generated always as identity primary key,
  seq bigint,
  -- Given with the number.
  uid varchar(40),
  type varchar(40) not null,
  at timestamp with time zone not null,
  participant_id varchar(64),
  partner varchar(64),
  kind varchar(20),
  record_id varchar(64),
  version integer,
  delivery_id bigint,
  attention_id bigint,
  reason varchar(40)
);
create unique index cloud_event_seq on cloud_event (seq);

-- One row: whoever numbers holds it.
create table cloud_event_head (
  only_one smallint primary key,
  -- The highest number that was given.
  last_seq bigint not null,
  -- The highest number whose event was deleted because it was old.
  deleted_seq bigint not null
);
insert into cloud_event_head (only_one, last_seq, deleted_seq) values (1, 0, 0);

-- How far each receiver is: a webhook, or the file.
create table event_receiver (
  name varchar(300) primary key,
  -- Up to which number events were taken up for it.
  taken_up bigint not null,
  -- Set where the receiver wants no more.
  off_since timestamp with time zone,
  failures integer not null,
  -- Nothing is sent before that.
  pause_until timestamp with time zone not null
);

-- What a webhook has not taken yet. The first of each lane may go.
create table event_turn (
  receiver varchar(300) not null,
  seq bigint not null,
  lane varchar(64) not null,
  attempts integer not null,
  due_at timestamp with time zone not null,
  taken_up_at timestamp with time zone not null,
  primary key (receiver, seq)
);
create index event_turn_of_lane on event_turn (receiver, lane, seq);
