-- Where each referral is in its life at a partner that has it, and when the partner is asked of it.
create table referral_life (
  partner varchar(64) not null,
  record_id varchar(64) not null,
  version integer not null,
  participant_id varchar(64) not null,
  priority smallint not null,
  -- Whether the partner holds anything that it could answer in.
  asks boolean not null,
  state varchar(20) not null,
  -- The versions of the resources that were read last: what was told once is known by them.
  seen text not null,
  -- What came of the last look, in our own words.
  note varchar(300) not null,
  begun_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  looked_at timestamp with time zone,
  -- When it is looked at again; null when it is over.
  due_at timestamp with time zone,
  reply_told boolean not null,
  -- The version of the program's of which the trail tells.
  noted_version integer not null,
  primary key (partner, record_id)
);
create index referral_life_due on referral_life (partner, due_at);
create index referral_life_of_record on referral_life (record_id);

-- What either side said of a referral, in order. Only ever added to.
create table referral_event (
  seq bigint generated always as identity primary key,
  at timestamp with time zone not null,
  partner varchar(64) not null,
  record_id varchar(64) not null,
  who varchar(16) not null,
  state varchar(20) not null,
  verdict varchar(16) not null,
  note varchar(300) not null,
  since timestamp with time zone,
  reason varchar(1000),
  appointment_at timestamp with time zone,
  appointment_on date,
  appointment_where varchar(300),
  results varchar(2000)
);
create index referral_event_of_record on referral_event (record_id, seq);

-- Those that partners have already are asked of from now on.
insert into referral_life (partner, record_id, version, participant_id, priority, asks, state, seen,
                           note, begun_at, changed_at, due_at, reply_told, noted_version)
select d.partner, d.record_id, d.version, d.participant_id, d.priority,
       d.state = 'DELIVERED' and d.form in ('GRAPH', 'SINGLE_WRITES', 'PARTS'),
       'REQUESTED', '', 'not asked yet', d.settled_at, d.settled_at, d.settled_at, false, 0
  from delivery d
 where d.kind = 'referral' and d.state in ('DELIVERED', 'HANDED_OVER') and d.settled_at is not null
   and not exists (select 1 from delivery newer
                    where newer.partner = d.partner and newer.kind = d.kind and newer.record_id = d.record_id
                      and newer.version > d.version and newer.state in ('DELIVERED', 'HANDED_OVER'));
