-- Which of the participant's contacts the content said may be told: an id and a word a line. Null in
-- rows from before.
alter table disclosure add column contacts text;
