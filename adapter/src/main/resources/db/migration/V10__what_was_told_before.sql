-- What the partner might know in any attempt to tell of this version since it was last there, and
-- how often it was told.
alter table delivery add column known varchar(200);
alter table delivery add column edition integer not null default 1;

-- Of which of these its receipt is, what the partner might know then, and on what that rested.
alter table delivery add column receipt_edition integer not null default 1;
alter table delivery add column receipt_known varchar(200);
alter table delivery add column receipt_basis varchar(20);

-- What the receipt names was taken back there, as nothing of it may be told any more.
alter table delivery add column taken_back boolean not null default false;
