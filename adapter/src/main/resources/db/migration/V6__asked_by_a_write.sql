-- Whether the store can be written to is asked by writing to it.
create table health (
  asked bigint not null
);
insert into health (asked) values (0);
