-- pgbench script: one order in four transactions, each synced before the next begins.
-- A client numbers its orders upwards, which is what B-trees like best.
\set number :number + 1
WITH accepted AS (
  INSERT INTO orders (merchant, order_number, amount_minor, currency, state, version)
    VALUES ('m1', :client_id || '-' || :number, 1200, 'CNY', 'created', 1)
    ON CONFLICT (merchant, order_number) DO NOTHING
    RETURNING id
), recorded AS (
  INSERT INTO order_events (order_id, version, state, payload)
    SELECT id, 1, 'created', repeat('x', 120) FROM accepted
)
SELECT id FROM accepted
UNION ALL
SELECT id FROM orders
  WHERE merchant = 'm1' AND order_number = :client_id || '-' || :number
LIMIT 1 \gset
WITH moved AS (
  UPDATE orders SET state = 'routed', version = version + 1
    WHERE id = :id AND state = 'created' RETURNING id, version, state
)
INSERT INTO order_events (order_id, version, state, payload)
  SELECT id, version, state, repeat('x', 120) FROM moved;
WITH moved AS (
  UPDATE orders SET state = 'submitted', version = version + 1
    WHERE id = :id AND state = 'routed' RETURNING id, version, state
)
INSERT INTO order_events (order_id, version, state, payload)
  SELECT id, version, state, repeat('x', 120) FROM moved;
WITH moved AS (
  UPDATE orders SET state = 'succeeded', version = version + 1
    WHERE id = :id AND state = 'submitted' RETURNING id, version, state
)
INSERT INTO order_events (order_id, version, state, payload)
  SELECT id, version, state, repeat('x', 120) FROM moved;
