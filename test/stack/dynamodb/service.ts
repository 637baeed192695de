import { join } from 'node:path';
import { javaService } from '../lib/java-service.ts';

/** DynamoDB Local, in memory. Its licence is Amazon's own: it is fetched for tests and never distributed. */
export const dynamodb = javaService({
  name: 'dynamodb',
  ports: 1,
  recipe: import.meta.dirname,
  launcher: 'DynamoLocal',
  heap: () => '256m',
  jvmArgs: (home) => [`-Dsqlite4java.library.path=${join(home, 'target', 'dist', 'lib')}`],
  args: ({ ports }) => ports.map(String),
  url: ([port]) => `http://127.0.0.1:${port}`,
});
