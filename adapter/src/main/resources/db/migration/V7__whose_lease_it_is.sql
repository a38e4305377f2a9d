-- Whose lease it is, so that a node which starts again ends those of its life before.
alter table lane add column node varchar(300);
