-- What is searched for at partners to see what has changed there, one search for each type.
create table change_search (
  partner varchar(64) not null,
  type varchar(64) not null,
  state varchar(16) not null,
  -- Stamps by the partner's own clock: from where on it is searched, and the greatest that was seen.
  since_stamp timestamp with time zone,
  greatest_stamp timestamp with time zone,
  -- When it is searched again.
  due_at timestamp with time zone not null,
  -- What was found to have changed by reading, such as Task/88@3, so that the search must show it.
  expected varchar(300),
  expected_at timestamp with time zone,
  -- What came of the last one, in our own words.
  note varchar(300) not null,
  primary key (partner, type)
);

-- Subscriptions to a topic (R4 Backport): how often it calls though nothing has changed, when it
-- was heard of last, and how many events it has told of since it began.
alter table partner_subscription add column heartbeat_seconds integer;
alter table partner_subscription add column heard_at timestamp with time zone;
alter table partner_subscription add column events bigint;
-- Whether it is not relied on because nothing at all was heard of it, and not because it was missed.
alter table partner_subscription add column unheard boolean default false not null;
