-- A return's number follows from its id, so that a store that comes back from a backup gives it again.
drop sequence return_number;
