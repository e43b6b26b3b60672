// emmett: an event-sourced order, one stream an order, in PostgreSQL. Each step is a command that
// reads the stream, decides and appends one event in a transaction of its own.
import { CommandHandler } from '@event-driven-io/emmett';
import { getPostgreSQLEventStore } from '@event-driven-io/emmett-postgresql';
import pg from 'pg';

const steps = [['none', 'created'], ['created', 'routed'], ['routed', 'submitted'],
  ['submitted', 'succeeded']];
const payload = 'x'.repeat(120);

export async function start(url) {
  const pool = new pg.Pool({ connectionString: url, max: 32 });
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pooled: true, pool } });
  await store.schema.migrate();
  const handle = CommandHandler({
    initialState: () => ({ status: 'none' }),
    evolve: (state, event) => ({ status: event.type }),
  });

  return async ({ merchant, number }) => {
    let last;
    for (const [from, to] of steps) {
      // The same order again finds itself beyond the step, and records nothing.
      const decide = (state) =>
        state.status === from ? { type: to, data: { merchant, number, payload } } : [];
      last = await handle(store, `order-${merchant}:${number}`, decide);
    }
    if (last.newState.status !== 'succeeded') throw new Error(JSON.stringify(last));
  };
}
