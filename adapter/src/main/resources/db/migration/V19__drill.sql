-- The program rehearses: test records through a partner, timed, and taken back.
create table drill (
  id bigint generated always as identity primary key,
  partner varchar(64) not null,
  -- The partner while it goes on, so that there is one at a time; null when it is over.
  open_partner varchar(64) unique,
  asked_by varchar(64) not null,
  -- The day of the program's calendar that it is the scheduled one of; null where somebody asked.
  scheduled_on date,
  begun_at timestamp with time zone not null,
  stage varchar(16) not null,
  -- When cleaning up began, by which the records say it; null before.
  cleaning_at timestamp with time zone,
  ended_at timestamp with time zone,
  -- When it goes on; null when nothing is left to be done.
  due_at timestamp with time zone,
  -- What came of it; null before.
  verdict varchar(24),
  note varchar(300) not null,
  constraint drill_once unique (partner, scheduled_on)
);
create index drill_due on drill (partner, due_at);

-- What is timed: a record of the drill, or the answer to its referral. Ids and codes, no content.
create table drill_step (
  drill bigint not null,
  step varchar(16) not null,
  record_id varchar(64) not null,
  outcome varchar(16) not null,
  note varchar(300) not null,
  -- From when it counts, and when it was there.
  from_at timestamp with time zone,
  there_at timestamp with time zone,
  target_seconds bigint,
  form varchar(32),
  remote varchar(300),
  -- Whether the partner shows that it is a test; null where that was not seen.
  labelled boolean,
  -- How it was taken back: null before.
  cleared varchar(16),
  cleared_at timestamp with time zone,
  cleared_note varchar(300) not null,
  primary key (drill, step)
);
