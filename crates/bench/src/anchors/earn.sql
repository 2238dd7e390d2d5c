CREATE TABLE member (
    id bigint NOT NULL, balance bigint NOT NULL DEFAULT 0, spend bigint NOT NULL DEFAULT 0, tier int NOT NULL DEFAULT 0,
    day date NOT NULL DEFAULT '2000-01-01', counted bigint NOT NULL DEFAULT 0
);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY, key uuid NOT NULL, member bigint NOT NULL, at timestamptz NOT NULL,
    store text NOT NULL, channel text NOT NULL, amount bigint NOT NULL
);
CREATE TABLE line (
    "order" bigint NOT NULL, id int NOT NULL, sku text NOT NULL, category text NOT NULL, quantity int NOT NULL, amount bigint NOT NULL
);
CREATE TABLE entry (
    id bigint GENERATED ALWAYS AS IDENTITY, member bigint NOT NULL, "order" bigint NOT NULL, wallet text NOT NULL, units bigint NOT NULL
);
CREATE TABLE lot (
    id bigint GENERATED ALWAYS AS IDENTITY, member bigint NOT NULL, "order" bigint NOT NULL, units bigint NOT NULL, expires date NOT NULL
);
CREATE TABLE outbox (id bigint GENERATED ALWAYS AS IDENTITY, body jsonb NOT NULL);

-- A shop that has been open for a while: an order of each member.
INSERT INTO member (id) SELECT n FROM generate_series(1, :members) n;
INSERT INTO orders (key, member, at, store, channel, amount)
    SELECT gen_random_uuid(), n, '2026-01-01', 'sh-014', 'pos', 20000 FROM generate_series(1, :members) n;
INSERT INTO line SELECT n, l, 'sku-' || l, 'tea', 1, 5000 FROM generate_series(1, :members) n, generate_series(1, 3) l;
INSERT INTO entry (member, "order", wallet, units)
    SELECT n, n, w, 200 FROM generate_series(1, :members) n, unnest(ARRAY['points', 'growth']) w;
INSERT INTO lot (member, "order", units, expires) SELECT n, n, 200, '2027-01-31' FROM generate_series(1, :members) n;

ALTER TABLE member ADD PRIMARY KEY (id);
ALTER TABLE orders ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON orders (key);
CREATE INDEX ON orders (member, at);
ALTER TABLE line ADD PRIMARY KEY ("order", id);
ALTER TABLE entry ADD PRIMARY KEY (id);
CREATE INDEX ON entry (member, id);
ALTER TABLE lot ADD PRIMARY KEY (id);
CREATE INDEX ON lot (member, expires);
ALTER TABLE outbox ADD PRIMARY KEY (id);

CREATE FUNCTION earn(the_key uuid, the_member bigint, the_amount bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    m member%ROWTYPE;
    found_order bigint;
    the_order bigint;
    before bigint;
    counts bigint;
    points bigint;
    new_tier int;
BEGIN
    SELECT id INTO found_order FROM orders WHERE key = the_key;
    IF FOUND THEN
        RETURN found_order;
    END IF;
    SELECT * INTO STRICT m FROM member WHERE id = the_member FOR UPDATE;
    before := CASE WHEN m.day = current_date THEN m.counted ELSE 0 END;
    counts := greatest(0, least(the_amount, 500000 - before));
    points := counts * (ARRAY[10, 12, 15])[m.tier + 1] / 1000;
    new_tier := CASE WHEN m.spend + the_amount >= 2000000 THEN 2 WHEN m.spend + the_amount >= 500000 THEN 1 ELSE 0 END;
    INSERT INTO orders (key, member, at, store, channel, amount)
        VALUES (the_key, the_member, now(), 'sh-014', 'pos', the_amount) RETURNING id INTO the_order;
    INSERT INTO line VALUES
        (the_order, 1, '6901', 'tea', 2, the_amount - 15300), (the_order, 2, '7702', 'cups', 1, 12900), (the_order, 3, '8803', 'snacks', 3, 2400);
    INSERT INTO entry (member, "order", wallet, units)
        VALUES (the_member, the_order, 'points', points), (the_member, the_order, 'growth', the_amount / 100);
    INSERT INTO lot (member, "order", units, expires) VALUES (the_member, the_order, points, current_date + 365);
    UPDATE member SET balance = m.balance + points, spend = m.spend + the_amount, tier = new_tier, day = current_date,
        counted = before + counts WHERE id = the_member;
    INSERT INTO outbox (body) VALUES (jsonb_build_object('type', 'order.accepted', 'order', the_order, 'key', the_key, 'member', the_member,
        'points', points, 'balance', m.balance + points, 'tier', new_tier));
    RETURN the_order;
END
$$;
VACUUM ANALYZE;
