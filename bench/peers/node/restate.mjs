// Restate: calls the order of restate_service.mjs through the server's ingress. URL is the ingress.
import http from 'node:http';

export async function start(url) {
  const agent = new http.Agent({ keepAlive: true });
  return (request) => new Promise((resolve, reject) => {
    const path = `${url}/Order/${request.merchant}:${request.number}/pay`;
    const headers = { 'content-type': 'application/json' };
    const call = http.request(path, { method: 'POST', agent, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => { body += part; });
      answer.on('end', () => {
        if (answer.statusCode === 200 && body === '"succeeded"') resolve();
        else reject(new Error(`${answer.statusCode} ${body}`));
      });
    });
    call.on('error', reject);
    call.end(JSON.stringify(request));
  });
}
