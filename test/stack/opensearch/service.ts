import { join } from 'node:path';
import { javaService } from '../lib/java-service.ts';

/** OpenSearch with k-NN (engine `lucene`) and neural-search, without the security plugin. */
export const opensearch = javaService({
  name: 'opensearch',
  ports: 2,
  recipe: import.meta.dirname,
  launcher: 'OpenSearchLocal',
  heap: () => process.env['PLUMBLINE_STACK_OPENSEARCH_HEAP'] ?? '1g',
  jvmArgs: () => ['-Dio.netty.noUnsafe=true'],
  args: ({ home, data, ports }) => [join(home, 'target', 'dist'), join(data, 'data'), ...ports.map(String)],
  url: ([http]) => `http://127.0.0.1:${http}`,
});
