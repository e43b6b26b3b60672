-- Orders and their append-only events. No index beyond the two keys that the promises need.
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  merchant text NOT NULL,
  order_number text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency char(3) NOT NULL,
  state text NOT NULL,
  version int NOT NULL,
  UNIQUE (merchant, order_number)
);

CREATE TABLE order_events (
  order_id bigint NOT NULL,
  version int NOT NULL,
  state text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  payload text NOT NULL,
  PRIMARY KEY (order_id, version)
);

-- The whole order in one transaction, one round trip and one sync. The same order again changes
-- nothing and has the same answer.
CREATE FUNCTION pay(its_merchant text, its_number text, amount bigint, payload text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  its_id bigint;
BEGIN
  INSERT INTO orders (merchant, order_number, amount_minor, currency, state, version)
    VALUES (its_merchant, its_number, amount, 'CNY', 'succeeded', 4)
    ON CONFLICT (merchant, order_number) DO NOTHING
    RETURNING id INTO its_id;
  IF its_id IS NULL THEN
    SELECT id INTO its_id FROM orders
      WHERE merchant = its_merchant AND order_number = its_number;
    RETURN its_id;
  END IF;
  INSERT INTO order_events (order_id, version, state, payload) VALUES
    (its_id, 1, 'created', payload), (its_id, 2, 'routed', payload),
    (its_id, 3, 'submitted', payload), (its_id, 4, 'succeeded', payload);
  RETURN its_id;
END $$;
