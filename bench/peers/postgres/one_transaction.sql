-- pgbench script: one order in one transaction; nothing is durable before the end of it.
\set number :number + 1
SELECT pay('m1', :client_id || '-' || :number, 1200, repeat('x', 120));
