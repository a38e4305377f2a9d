-- A digest of what decisions on disclosure go by in the configuration, when they were last made.
alter table consent_day add column rules varchar(64);
