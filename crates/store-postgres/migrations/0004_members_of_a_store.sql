-- Lists of the members of one store, or of those who joined in one channel, go along these. A row of `members` is written when a member joins and by no order.
-- By bytes, so that no other version of a language's order on the machine leads past a member.
CREATE INDEX members_by_store ON members (store COLLATE "C", member) WHERE store IS NOT NULL;
CREATE INDEX members_by_channel ON members (channel COLLATE "C", member) WHERE channel IS NOT NULL;
