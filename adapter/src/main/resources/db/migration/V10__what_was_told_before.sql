-- What the partner might know when it was last told of this version, and how often it was told.
alter table delivery add column known varchar(200);
alter table delivery add column edition integer not null default 1;

-- Which of these its receipt is of.
alter table delivery add column receipt_edition integer not null default 1;

-- What the receipt names was taken back there, as nothing of it may be told any more.
alter table delivery add column taken_back boolean not null default false;
