-- How many different values columns have, in hundredths of the rows. H2 takes 50 for each that it has not counted yet,
-- chooses for a new database as if each partner had two deliveries, and stays with that as long as the connection lives.
alter table if exists delivery alter column if exists partner selectivity 1;
alter table if exists delivery alter column if exists kind selectivity 1;
alter table if exists delivery alter column if exists state selectivity 1;
alter table if exists lane alter column if exists partner selectivity 1;
alter table if exists program_record alter column if exists kind selectivity 1;
alter table if exists ledger alter column if exists kind selectivity 1;
alter table if exists disclosure alter column if exists kind selectivity 1;
alter table if exists disclosure alter column if exists partner selectivity 1;
alter table if exists remote_resource alter column if exists partner selectivity 1;
alter table if exists remote_resource alter column if exists type selectivity 1;
alter table if exists remote_resource alter column if exists unseen_of selectivity 1;
alter table if exists accepted_change alter column if exists partner selectivity 1;
alter table if exists accepted_change alter column if exists type selectivity 1;
alter table if exists candidate alter column if exists partner selectivity 1;
alter table if exists link alter column if exists partner selectivity 1;
alter table if exists link_event alter column if exists partner selectivity 1;
alter table if exists referral_life alter column if exists partner selectivity 1;
-- those that are over are due at no time, all of them
alter table if exists referral_life alter column if exists due_at selectivity 20;
alter table if exists referral_life alter column if exists record_id selectivity 90;
alter table if exists reconciliation alter column if exists partner selectivity 1;
alter table if exists reconciliation_finding alter column if exists partner selectivity 1;
alter table if exists event_turn alter column if exists receiver selectivity 1;
alter table if exists attention alter column if exists told selectivity 1;
