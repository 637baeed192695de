import { stripVTControlCharacters } from 'node:util';
import type { Answer, CheckedFigure, Citation, Finding } from '@plumbline/core';
import type { Paint } from './paint.ts';

const WIDTH = 88;

/** The answer as a reader sees it on a terminal: text, sources, figures, findings, and what it cost. */
export function renderAnswer(answer: Answer, paint: Paint): string {
  return [
    status(answer, paint),
    paint.bold(wrap(answer.text || '(no text is released)', '')),
    section(
      'Sources',
      answer.citations.map((citation) => renderCitation(citation, paint)),
      paint,
    ),
    section(
      'Figures',
      answer.figures.map((figure) => renderFigure(figure, paint)),
      paint,
    ),
    section(
      'Disclosures',
      answer.disclosures.map((text) => wrap(text, '  ')),
      paint,
    ),
    section(
      'Findings',
      answer.findings.map((finding) => renderFinding(finding, paint)),
      paint,
    ),
    footer(answer, paint),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function status({ status, reason }: Answer, paint: Paint): string {
  if (status === 'final') return '';
  const label = status === 'blocked' ? paint.red('BLOCKED') : paint.yellow('DRAFT, PENDING REVIEW');
  return wrap(`${label}${reason ? `: ${reason}` : ''}`, '');
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return lines.length === 0 ? '' : [paint.underline(title), ...lines].join('\n');
}

function renderCitation({ n, title, source, page, section, quote, asOf }: Citation, paint: Paint): string {
  const place = [source, page ? `page ${page}` : '', section ?? '', `as of ${asOf}`].filter(Boolean).join(', ');
  return [
    `  ${paint.cyan(`[${n}]`)} ${title}`,
    paint.dim(wrap(place, '      ')),
    wrap(`“${quote.trim()}”`, '      '),
  ].join('\n');
}

function renderFigure({ figure, status, how }: CheckedFigure, paint: Paint): string {
  const mark = status === 'unverified' ? paint.red('✗') : paint.green('✓');
  return wrap(`${mark} ${figure.text.trim()} — ${status}: ${how}`, '  ', '    ');
}

function renderFinding({ validator, rule, severity, action, message }: Finding, paint: Paint): string {
  const colour = severity === 'violation' ? paint.red : severity === 'warn' ? paint.yellow : paint.dim;
  return wrap(`${colour(severity)} ${validator}${rule ? ` (${rule})` : ''}: ${message} [${action}]`, '  ', '    ');
}

function footer({ confidence, risk, route, usage, traceId }: Answer, paint: Paint): string {
  return paint.dim(
    [
      `confidence ${Math.round(confidence * 100)} %`,
      risk === undefined ? '' : `risk ${risk}/10`,
      `route ${route.provider}/${route.model}`,
      `${usage.inputTokens} + ${usage.outputTokens} tokens, $${usage.costUsd.toFixed(4)}`,
      `trace ${traceId}`,
    ]
      .filter(Boolean)
      .join('  ·  '),
  );
}

/** Breaks at white space so that no line is wider than the page; lines already there are kept. */
function wrap(text: string, indent: string, hanging = indent): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, indent, hanging))
    .join('\n');
}

function wrapLine(line: string, indent: string, hanging: string): string[] {
  const lines: string[] = [];
  let current = indent;
  for (const word of line.split(/\s+/).filter(Boolean)) {
    const isFirst = stripVTControlCharacters(current).trim() === '';
    if (!isFirst && stripVTControlCharacters(`${current} ${word}`).length > WIDTH) {
      lines.push(current);
      current = `${hanging}${word}`;
    } else {
      current = isFirst ? `${current}${word}` : `${current} ${word}`;
    }
  }
  return [...lines, current];
}
