-- What needs a hand need not be about a partner, and may be told only when it has waited for a while.
alter table attention alter column partner drop not null;
alter table attention add column participant_id varchar(64);
alter table attention add column tell_at timestamp with time zone;
alter table attention add column told boolean default true not null;
update attention set tell_at = opened_at;
alter table attention alter column tell_at set not null;
create index attention_to_tell on attention (told, tell_at);
update attention set participant_id = (select d.participant_id from delivery d where d.id = attention.delivery_id)
 where delivery_id is not null;
