-- What was refused is tried again after a time, which gets longer each time that it is refused.
alter table refusal add column times integer default 1 not null;
alter table refusal add column until timestamp with time zone;
update refusal set until = since + interval '1' day;
alter table refusal alter column until set not null;
-- What a partner named as made and did not show yet: the delivery that made it.
alter table remote_resource add column unseen_of bigint;
create index remote_resource_unseen on remote_resource (unseen_of);
-- A person has looked at the partner and lets it be made again.
alter table delivery add column released boolean default false not null;
