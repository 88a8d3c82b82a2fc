import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Reply } from './answer.ts';

/** Says on every answer that nothing of this reached a real VTN. */
export const rehearsalHeader = ['x-meterhaul-practice-vtn', 'rehearsal'] as const;

/** Gives a client its answer, or the broken connection that a fault wants instead. */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  switch (answer.ending) {
    case 'whole':
      writeHead(response, answer);
      response.end(answer.body);
      return;
    case 'cut':
      writeHead(response, answer);
      response.write(answer.body.slice(0, answer.body.length / 2), () => request.socket.destroySoon());
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'none':
      return;
  }
}

/** What is left to say to a client whose request is no HTTP. */
export const badRequestText =
  `HTTP/1.1 400 Bad Request\r\n${rehearsalHeader.join(': ')}\r\n` +
  'content-length: 0\r\nconnection: close\r\n\r\n';

function writeHead(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...reply.headers,
    [rehearsalHeader[0]]: rehearsalHeader[1],
    'content-length': Buffer.byteLength(reply.body),
  });
}
