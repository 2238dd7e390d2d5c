-- Lists of the members of one store, or of those who joined in one channel, go along these. A row of `members` is written when a member joins and by no order.
CREATE INDEX members_by_store ON members (store, member) WHERE store IS NOT NULL;
CREATE INDEX members_by_channel ON members (channel, member) WHERE channel IS NOT NULL;
