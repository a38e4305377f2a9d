-- Our subscriptions at partners, one for each type of what they answer in.
create table partner_subscription (
  partner varchar(64) not null,
  type varchar(64) not null,
  -- Its id there; null until it is made.
  remote_id varchar(200),
  state varchar(16) not null,
  -- Digests of what a hook has to bring: as it was written last, before that, and as is being tried.
  secret_sha256 varchar(64),
  former_sha256 varchar(64),
  next_sha256 varchar(64),
  -- Whether what is being tried may have been written.
  unsure boolean not null,
  ends_at timestamp with time zone,
  -- When it is looked after again.
  due_at timestamp with time zone not null,
  -- When the partner called last.
  called_at timestamp with time zone,
  -- Since when something is known that the partner should have called about.
  missed_at timestamp with time zone,
  -- Whether it is not relied on, because it did not call.
  silent boolean not null,
  -- What came of the last look, in our own words.
  note varchar(300) not null,
  primary key (partner, type)
);
