-- What a customer sent back before a day is read from the index alone up to that day, however much came later.
create index returns_customer on returns (email, created_at);
drop index returns_email;
