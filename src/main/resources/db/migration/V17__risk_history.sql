-- What a return tells about its customer later: pieces that came back in a state that costs, and pieces that were not what was sold.
alter table returns add column worn_pieces integer default 0 not null;
alter table returns add column wrong_pieces integer default 0 not null;
