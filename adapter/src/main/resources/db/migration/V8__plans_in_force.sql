-- Which plans are in force side by side, and which has taken the place of which, is asked whenever a
-- plan comes and goes: without reading the others.
alter table program_record add column recorded_at timestamp with time zone;
alter table program_record add column in_force boolean default false not null;
alter table program_record add column replaces varchar(64);

-- Of those that are there, by the text of their canonical JSON.
update program_record
   set recorded_at = cast(substring(body from position('"recordedAt":"' in body) + 14
         for position('"' in substring(body from position('"recordedAt":"' in body) + 14)) - 1)
         as timestamp with time zone)
 where kind = 'crisis-plan' and body like '%"recordedAt":"%';
update program_record
   set replaces = substring(body from position('"replaces":"' in body) + 12
         for position('"' in substring(body from position('"replaces":"' in body) + 12)) - 1)
 where kind = 'crisis-plan' and body like '%"replaces":"%';
update program_record
   set in_force = true
 where kind = 'crisis-plan' and body like '%"state":"in-force"%';
