import { GRAPH_NODE_LABELS } from '@plumbline/core';
import { z } from 'zod';
import { GraphQueryError } from '../graph/errors.ts';

const propertiesSchema = z.record(z.string(), z.unknown());

/** Rows of `findQuery`. */
export const nodeRowsSchema = z.array(z.object({ labels: z.array(z.string()), node: propertiesSchema }));

/** Rows of `hopQuery`. */
export const hopRowsSchema = z.array(
  z.object({
    walk: z.number(),
    steps: z.array(
      z.object({
        label: z.string(),
        from: z.string(),
        to: z.string(),
        edge: propertiesSchema,
        labels: z.array(z.string()),
        node: propertiesSchema,
      }),
    ),
  }),
);

/** Of the labels of a node the one of the schema; Neptune allows several. */
export function labelOf(labels: readonly string[]): string {
  return GRAPH_NODE_LABELS.find((label) => labels.includes(label)) ?? labels.join(';');
}

/** Reads the rows of an answer. @throws GraphQueryError when they have another form */
export function readRows<T>(schema: z.ZodType<T>, rows: readonly object[], where: string): T {
  const parsed = schema.safeParse(rows);
  if (parsed.success) return parsed.data;
  throw new GraphQueryError(where, `its answer has another form (${z.prettifyError(parsed.error).slice(0, 200)})`);
}
