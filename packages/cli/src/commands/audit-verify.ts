import { existsSync } from 'node:fs';
import { type AuditProblem, type AuditReport, verifyAudit } from '@plumbline/core/audit';
import { createSqliteRecordStore } from '@plumbline/core/sqlite';
import { embeddedEstate } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import type { Output } from '../output.ts';
import { type Paint, paintFor } from '../render/paint.ts';

export interface AuditVerifyOptions {
  readonly home?: string;
  readonly corpus?: string;
  readonly json?: boolean;
  readonly output: Output;
}

/**
 * `plumbline audit verify`: names every record that was changed, removed, reordered or torn, and every missing chain.
 *
 * @returns 0 when the trail is whole, 1 when it is not
 */
export async function auditVerify({ home, corpus, json, output }: AuditVerifyOptions): Promise<number> {
  const { audit, records } = embeddedEstate(home, corpus);
  const paint = paintFor(output.stdout);
  if (!existsSync(records)) {
    const report: AuditReport = existsSync(audit)
      ? { ok: false, chains: [], problems: [missingStore(records)] }
      : { ok: true, chains: [], problems: [] };
    return print(report, { json, output, paint });
  }
  const recordStore = createSqliteRecordStore({ path: records, clock: output.clock });
  try {
    return print(await verifyAudit({ directory: audit, recordStore }), { json, output, paint });
  } finally {
    recordStore.close();
  }
}

function missingStore(path: string): AuditProblem {
  return {
    chain: '*',
    kind: 'missing-head',
    reason: `the record store ${path}, which holds the heads of the chains, is gone`,
  };
}

function print(
  report: AuditReport,
  { json, output, paint }: { json: boolean | undefined; output: Output; paint: Paint },
): number {
  output.stdout.write(json ? `${JSON.stringify(report)}\n` : `${render(report, paint)}\n`);
  return report.ok ? EXIT.final : EXIT.blocked;
}

function render({ ok, chains, problems }: AuditReport, paint: Paint): string {
  const counted = chains.map(
    ({ chain, records, unacknowledged }) =>
      `chain ${chain}: ${records} records${unacknowledged > 0 ? `, ${unacknowledged} not acknowledged` : ''}`,
  );
  const found = problems.map(({ chain, kind, line, sequence, reason }) => {
    const place = [line === undefined ? '' : `line ${line}`, sequence === undefined ? '' : `record ${sequence}`];
    return paint.red(`${kind}: chain ${[chain, ...place].filter(Boolean).join(', ')}: ${reason}`);
  });
  const verdict = ok
    ? paint.green(chains.length === 0 ? 'There is no audit trail yet.' : 'The audit trail is whole.')
    : paint.red(`The audit trail is NOT whole: ${problems.length} problem${problems.length === 1 ? '' : 's'}.`);
  return [...counted, ...found, verdict].join('\n');
}
