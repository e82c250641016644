-- Lists and the looks of the watch and of reconciliation stay as fast with a million ended returns as with none.
create index returns_newest on returns (created_at desc, id desc);
create index returns_status_newest on returns (status, created_at desc, id desc);
create index returns_channel_newest on returns (channel, created_at desc, id desc);
create index returns_status_changed on returns (status, updated_at, id);
drop index returns_status;
drop index returns_created;
