-- Each index is a tree that is written with every delivery. What is asked of a record by partner finds few rows of the
-- record, so that one index of its versions does for both; and one of a participant's lanes does for the participant.
alter table delivery drop constraint delivery_once;
alter table delivery add constraint delivery_once unique (kind, record_id, partner, version);
drop index delivery_of_record;

drop index delivery_in_lane;
create index delivery_in_lane on delivery (participant_id, partner, state, behind, priority, due_at, id);
drop index delivery_of_participant;

-- What is open is asked for with each attempt; what was ever open is kept.
create index attention_open on attention (closed_at);
