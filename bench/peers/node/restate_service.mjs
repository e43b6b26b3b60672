// The order as a Restate virtual object of four journaled steps, served to the Restate server.
// usage: node restate_service.mjs PORT
import http2 from 'node:http2';

// The SDK needs this of Node 22; Debian 12 has 18, Debian 13 has 20.
Promise.withResolvers ??= () => {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => { resolve = yes; reject = no; });
  return { promise, resolve, reject };
};
const restate = await import('@restatedev/restate-sdk');

const payload = 'x'.repeat(120);
const order = restate.object({
  name: 'Order',
  handlers: {
    pay: async (context, request) => {
      const known = await context.get('state');
      if (known) return known;
      for (const state of ['created', 'routed', 'submitted', 'succeeded'])
        await context.run(state, () => ({ state, payload, ...request }));
      context.set('state', 'succeeded');
      return 'succeeded';
    },
  },
});
const handler = restate.createEndpointHandler({ services: [order] });
http2.createServer(handler).listen(Number(process.argv[2]), '127.0.0.1');
