-- What of the mark of a test the partner shows: its label, its words alone, or neither; null where
-- that was not seen.
alter table drill_step add column marking varchar(16);
update drill_step set marking = 'LABELLED' where labelled = true;
alter table drill_step drop column labelled;
