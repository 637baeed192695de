import { join } from 'node:path';
import { javaService } from '../lib/java-service.ts';

/** Neo4j Community behind Bolt, in the place of Neptune. It accepts more of openCypher than Neptune does. */
export const bolt = javaService({
  name: 'bolt',
  ports: 1,
  recipe: import.meta.dirname,
  launcher: 'Neo4jLocal',
  heap: () => '512m',
  args: ({ data, ports }) => [join(data, 'home'), ...ports.map(String)],
  url: ([port]) => `bolt://127.0.0.1:${port}`,
});
