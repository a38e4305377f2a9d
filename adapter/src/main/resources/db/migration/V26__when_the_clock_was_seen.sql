-- The latest time that a node has seen: a clock that shows less was put back.
create table clock_seen (
  node varchar(300) primary key,
  seen_at timestamp with time zone not null
);
