import { createServer as createHttp1, type IncomingMessage } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type Incoming = IncomingMessage | Http2ServerRequest;

/** What the responses of both protocols share. */
export interface Outgoing {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  write(chunk: string | Uint8Array, callback: () => void): unknown;
  end(chunk: string | Uint8Array): unknown;
  /** Breaks the connection; of HTTP/2 only the stream of this request. */
  destroy(): unknown;
}

export interface Listener {
  readonly url: string;
  /** Ends everything, also answers under way. */
  close(): Promise<void>;
}

/**
 * Listens on the loopback interface for HTTP/1.1 and HTTP/2 without TLS, told apart by the first bytes: the SDK's clients
 * of Bedrock speak HTTP/2 unless told otherwise, the others HTTP/1.1.
 */
export async function listen(serve: (request: Incoming, response: Outgoing) => void, port: number): Promise<Listener> {
  const http1 = createHttp1(serve);
  const http2 = createHttp2(serve);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (first === null) return;
      socket.unshift(first);
      const protocol = first.subarray(0, 3).toString() === 'PRI' ? http2 : http1;
      protocol.emit('connection', socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
