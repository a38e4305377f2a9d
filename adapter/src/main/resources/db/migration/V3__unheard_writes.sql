-- Until when a write whose answer was lost may still be carried out, and how many of these there were.
alter table delivery add column unheard_until timestamp with time zone;
alter table delivery add column unheard integer default 0 not null;
-- The same for what an attempt that goes on has set out to write; empty again when it is settled.
alter table delivery add column writing_until timestamp with time zone;
-- When what was written over such a write is looked at again.
alter table delivery add column look_again_at timestamp with time zone;
create index delivery_look_again on delivery (partner, look_again_at);

update delivery set unheard = 1, unheard_until = doubted_at + interval '10' minute
 where in_doubt = true and doubted_at is not null;
alter table delivery drop column doubted_at;
