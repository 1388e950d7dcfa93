import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DoorOptions {
  /** Closes after so many answers; connections are refused from then on. */
  readonly closesAfter?: number;
  /** Added to the server's time in every `Date` header, in milliseconds. */
  readonly dateShiftMs?: number;
}

/** A way to a server on this machine that can be shut, so that connections to it are refused. */
export interface Door {
  readonly url: string;
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a way to a port of this machine. */
export async function openDoor(
  targetPort: number,
  { closesAfter = Number.POSITIVE_INFINITY, dateShiftMs = 0 }: DoorOptions,
): Promise<Door> {
  let answersLeft = closesAfter;
  const server = createServer((incoming, outgoing) => {
    // Nobody may come in over a connection that was there before the door closed.
    outgoing.setHeader('connection', 'close');
    answersLeft -= 1;
    if (answersLeft === 0) server.close();
    passOn(incoming, outgoing, targetPort, dateShiftMs);
  });
  const port = await listen(server, 0);
  const door: Door = {
    url: `http://127.0.0.1:${port}`,
    open: async () => {
      answersLeft = Number.POSITIVE_INFINITY;
      if (!server.listening) await listen(server, port);
    },
    close: async () => {
      server.closeAllConnections();
      if (server.listening) await new Promise((closed) => server.close(closed));
    },
  };
  if (closesAfter === 0) await door.close();
  return door;
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function passOn(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  port: number,
  dateShiftMs: number,
): void {
  const { method, headers, url: path } = incoming;
  const passed = request({ host: '127.0.0.1', port, method, headers, path }, (answer) => {
    const date = new Date(Date.parse(answer.headers.date ?? '') + dateShiftMs).toUTCString();
    outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'close', date });
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  incoming.pipe(passed);
}
