// DBOS: a workflow of four steps, each recorded in PostgreSQL before the next. The workflow's id is
// merchant and number, so the same order again is the same workflow.
import { DBOS } from '@dbos-inc/dbos-sdk';

const payload = 'x'.repeat(120);

export async function start(url) {
  DBOS.setConfig({
    name: 'orders',
    systemDatabaseUrl: url,
    systemDatabasePoolSize: 32,
    logLevel: 'error',
    runAdminServer: false,
  });
  const order = DBOS.registerWorkflow(async (request) => {
    for (const state of ['created', 'routed', 'submitted', 'succeeded'])
      await DBOS.runStep(async () => ({ state, payload, ...request }), { name: state });
    return 'succeeded';
  }, { name: 'order' });
  await DBOS.launch();

  return async (request) => {
    const workflowID = `${request.merchant}:${request.number}`;
    const started = await DBOS.startWorkflow(order, { workflowID })(request);
    const state = await started.getResult();
    if (state !== 'succeeded') throw new Error(`the order is ${state}`);
  };
}
