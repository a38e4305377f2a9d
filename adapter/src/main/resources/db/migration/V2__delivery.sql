-- What of a lane is due, by priority: who claims reads this and nothing else, however much waits behind it.
alter table lane add column due_emergency timestamp with time zone;
alter table lane add column due_urgent timestamp with time zone;
alter table lane add column due_routine timestamp with time zone;
create index lane_due_emergency on lane (partner, due_emergency);
create index lane_due_urgent on lane (partner, due_urgent);
create index lane_due_routine on lane (partner, due_routine);

-- Behind an older version of the same record that still waits.
alter table delivery add column behind boolean default false not null;
-- In which form the partner may have been written to, as long as that is in doubt.
alter table delivery add column tried varchar(16);
alter table delivery add column left_out varchar(2000) default '' not null;
drop index delivery_due;
create index delivery_in_lane on delivery (partner, participant_id, state, behind, priority, due_at, id);
create index delivery_in_state on delivery (partner, state, id);

update delivery set behind = true
 where state = 'WAITING'
   and exists (select 1 from delivery older
                where older.partner = delivery.partner and older.kind = delivery.kind and older.record_id = delivery.record_id
                  and older.version < delivery.version and older.state = 'WAITING');
update lane set
  due_emergency = (select min(due_at) from delivery d
                    where d.partner = lane.partner and d.participant_id = lane.participant_id
                      and d.state = 'WAITING' and d.behind = false and d.priority = 1),
  due_urgent = (select min(due_at) from delivery d
                 where d.partner = lane.partner and d.participant_id = lane.participant_id
                   and d.state = 'WAITING' and d.behind = false and d.priority = 2),
  due_routine = (select min(due_at) from delivery d
                  where d.partner = lane.partner and d.participant_id = lane.participant_id
                    and d.state = 'WAITING' and d.behind = false and d.priority = 3);

-- Every attempt of a delivery: when, what was done, what the partner said.
create table attempt (
  delivery_id bigint not null,
  number integer not null,
  node varchar(64) not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  state varchar(16),
  note varchar(300),
  exchanges text,
  primary key (delivery_id, number)
);

-- What needs a hand. A subject has one open item at most; open_subject is empty once it is closed.
create table attention (
  id bigint generated always as identity primary key,
  subject varchar(200) not null,
  open_subject varchar(200),
  reason varchar(24) not null,
  partner varchar(64) not null,
  delivery_id bigint,
  kind varchar(20),
  record_id varchar(64),
  version integer,
  priority smallint not null,
  note varchar(300) not null,
  opened_at timestamp with time zone not null,
  seen_at timestamp with time zone,
  seen_by varchar(64),
  closed_at timestamp with time zone,
  closed_by varchar(64),
  constraint attention_once unique (open_subject)
);

-- How a partner itself stands: down, asking to be left alone, asked how often today.
create table partner_state (
  partner varchar(64) primary key,
  failures integer not null,
  down_since timestamp with time zone,
  probe_at timestamp with time zone,
  probing boolean default false not null,
  held_until timestamp with time zone,
  asked_on date,
  requests bigint not null
);

-- What a partner advertises and then refused in practice.
create table refusal (
  partner varchar(64) not null,
  type varchar(64) not null,
  interaction varchar(64) not null,
  since timestamp with time zone not null,
  primary key (partner, type, interaction)
);

-- Our resources as a partner names them.
create table remote_resource (
  partner varchar(64) not null,
  type varchar(64) not null,
  identifier varchar(300) not null,
  participant_id varchar(64) not null,
  remote_id varchar(200) not null,
  remote_version varchar(100),
  written_at timestamp with time zone not null,
  primary key (partner, type, identifier)
);

-- Who of a partner's patients may be our participant, for the person who decides.
create table candidate (
  partner varchar(64) not null,
  participant_id varchar(64) not null,
  patient varchar(200) not null,
  score double precision not null,
  agrees varchar(300) not null,
  differs varchar(300) not null,
  found_at timestamp with time zone not null,
  primary key (partner, participant_id, patient)
);

-- Every decision on who is whose patient, and by whom. Only ever added to.
create table link_event (
  seq bigint generated always as identity primary key,
  at timestamp with time zone not null,
  partner varchar(64) not null,
  participant_id varchar(64) not null,
  what varchar(16) not null,
  patient varchar(200) not null,
  how varchar(16) not null,
  decided_by varchar(64) not null
);
create index link_event_of_participant on link_event (participant_id, partner, seq);

-- When the patient of a link was last seen to be there.
alter table link add column checked_at timestamp with time zone;
