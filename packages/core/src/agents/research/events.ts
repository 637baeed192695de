import type { Answer } from '../../contracts/answer.ts';
import type { FindingAction } from '../../contracts/finding.ts';
import type { Intent } from '../../evidence/question.ts';

/**
 * What the research agent tells about a step when it is done, on the `custom` stream mode. Counts and names only: no
 * text of a passage or draft, so that an event may be shown before the answer is released.
 */
export type ResearchEvent =
  | { readonly step: 'guard-input'; readonly action: FindingAction; readonly findings: number }
  | {
      readonly step: 'plan';
      readonly intent: Intent;
      readonly companies: readonly string[];
      readonly periods: readonly string[];
      readonly asOf?: string;
    }
  | { readonly step: 'retrieve'; readonly passages: number }
  | { readonly step: 'rerank'; readonly passages: number; readonly leftOut: number }
  | { readonly step: 'draft'; readonly provider: string; readonly model: string; readonly characters: number }
  | {
      readonly step: 'verify';
      readonly citations: number;
      readonly figuresFound: number;
      readonly figuresUnverified: number;
      readonly confidence: number;
    }
  | { readonly step: 'guard-output'; readonly action: FindingAction; readonly findings: number }
  | { readonly step: 'answer'; readonly status: Answer['status']; readonly confidence: number };
