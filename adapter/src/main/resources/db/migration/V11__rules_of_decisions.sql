-- What decisions on disclosure go by in the configuration, when they were last made.
alter table consent_day add column rules varchar(100000);

-- What of a participant's stands at a partner, such as its consents.
create index remote_resource_of_participant on remote_resource (participant_id, partner, type);
