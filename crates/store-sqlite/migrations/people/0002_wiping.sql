-- Whether the file is to be written anew (VACUUM), as copies of what was forgotten may stand in unused parts of its pages: one row.
CREATE TABLE wiping (is_due INTEGER NOT NULL) STRICT;
-- What was forgotten before there was this table has left its copies, too.
INSERT INTO wiping VALUES (EXISTS (SELECT 1 FROM documents));
