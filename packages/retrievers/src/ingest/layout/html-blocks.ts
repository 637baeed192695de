import { Parser } from 'htmlparser2';
import type { Block } from '../document.ts';
import { BlockList } from './block-list.ts';
import { headerRowsOf } from './header-rows.ts';
import { type CellSpan, HtmlTable } from './html-table.ts';
import { tidyRows } from './tidy-rows.ts';

export interface HtmlContent {
  readonly title: string | undefined;
  readonly blocks: readonly Block[];
}

type Attributes = Readonly<Record<string, string>>;

/** Nothing in these is content. */
const DROPPED = new Set(
  'script style nav noscript template svg math iframe object embed canvas audio video select button dialog ix:header'.split(
    ' ',
  ),
);
/** These never have an end tag, so that they cannot open what must be closed. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const BLOCKS = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary tbody tfoot thead title ul'.split(
    ' ',
  ),
);
const HEADING = /^h([1-6])$/u;
const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/iu;

/**
 * The readable content of HTML: headings, text and tables with their rows. Scripts, styles, navigation and what is
 * hidden are dropped. Never throws: tags that do not match are taken as browsers take them.
 */
export function htmlBlocks(html: string): HtmlContent {
  const reader = new HtmlReader();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      ontext: (text) => reader.text(text),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  return reader.content();
}

class HtmlReader {
  readonly #list = new BlockList();
  readonly #tables: HtmlTable[] = [];
  /** Open elements inside of a dropped one, itself included. */
  readonly #dropped: string[] = [];
  #cell: CellSpan | undefined;
  #text = '';
  #title: string | undefined;
  #keepsLines = 0;

  open(name: string, attributes: Attributes): void {
    if (this.#dropped.length > 0 || isDropped(name, attributes)) {
      if (!VOID.has(name)) this.#dropped.push(name);
      return;
    }
    if (name === 'br') this.#text += '\n';
    else if (name === 'table') this.#openTable();
    else if (name === 'tr') this.#tables.at(-1)?.openRow();
    else if (name === 'td' || name === 'th') this.#openCell(name, attributes);
    else if (BLOCKS.has(name)) this.#openBlock(name);
  }

  text(text: string): void {
    if (this.#dropped.length > 0) return;
    this.#text += this.#keepsLines > 0 ? text : text.replace(/\s+/gu, ' ');
  }

  close(name: string): void {
    if (this.#dropped.length > 0) {
      const at = this.#dropped.lastIndexOf(name);
      if (at !== -1) this.#dropped.length = at;
      return;
    }
    if (name === 'table') this.#closeTable();
    else if (name === 'td' || name === 'th') this.#closeCell();
    else if (name === 'caption') this.#closeCaption();
    else if (name === 'title') this.#closeTitle();
    else if (BLOCKS.has(name)) this.#closeBlock(name);
  }

  content(): HtmlContent {
    while (this.#tables.length > 0) this.#closeTable();
    this.#flush();
    return { title: this.#title, blocks: this.#list.blocks };
  }

  #openBlock(name: string): void {
    this.#flush();
    if (name === 'pre') this.#keepsLines++;
    if (name === 'li') this.#text += '- ';
  }

  #closeBlock(name: string): void {
    const level = HEADING.exec(name)?.[1];
    if (name === 'pre') this.#keepsLines = Math.max(0, this.#keepsLines - 1);
    if (level === undefined || this.#inCell()) this.#flush();
    else this.#list.addHeading(this.#take(), Number(level));
  }

  /** Text outside of tables becomes a block; inside a cell blocks are lines. */
  #flush(): void {
    if (this.#inCell()) {
      if (this.#text.trim() !== '' && !this.#text.endsWith('\n')) this.#text += '\n';
      return;
    }
    const text = this.#take();
    if (text !== '-') this.#list.addText(text);
  }

  #take(): string {
    const lines = this.#text.split('\n').map((line) => line.trim());
    this.#text = '';
    return lines.join('\n').trim();
  }

  #inCell(): boolean {
    return this.#cell !== undefined && this.#tables.at(-1)?.isLayout === false;
  }

  #openTable(): void {
    // Those further out became layout when the innermost one was opened.
    const outer = this.#tables.at(-1);
    if (outer !== undefined) {
      outer.isLayout = true;
      this.#writeLayout(outer);
    }
    this.#flush();
    this.#cell = undefined;
    this.#tables.push(new HtmlTable());
  }

  #openCell(name: string, attributes: Attributes): void {
    this.#closeCell();
    this.#text = this.#inCell() ? '' : this.#text;
    this.#cell = { columns: spanOf(attributes.colspan), rows: spanOf(attributes.rowspan), header: name === 'th' };
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    if (table === undefined || this.#cell === undefined) return;
    if (table.isLayout) this.#flush();
    else table.addCell(this.#take(), this.#cell);
    this.#cell = undefined;
  }

  #closeCaption(): void {
    const table = this.#tables.at(-1);
    if (table !== undefined) table.caption = `${table.caption} ${this.#take()}`.replace(/\s+/gu, ' ').trim();
  }

  #closeTitle(): void {
    const title = this.#take();
    if (title !== '') this.#title ??= title;
  }

  #closeTable(): void {
    this.#closeCell();
    const table = this.#tables.pop();
    if (table === undefined) return;
    if (table.isLayout) this.#writeLayout(table);
    else this.#writeTable(table);
  }

  #writeTable(table: HtmlTable): void {
    const rows = table.takeRows();
    const cells = tidyRows(rows.map((row) => row.cells));
    if (cells.length < 2 || cells.every((row) => row.length < 2)) {
      if (table.caption !== '') this.#list.addText(table.caption);
      for (const row of cells) this.#list.addText(row.join(' '));
      return;
    }
    const headings = rows.filter((row) => row.cells.some((cell) => cell !== '')).findIndex((row) => !row.header);
    this.#list.addTable({
      rows: cells,
      headerRows: headings > 0 ? headings : headerRowsOf(cells),
      ...(table.caption === '' ? {} : { caption: table.caption }),
    });
  }

  #writeLayout(table: HtmlTable): void {
    this.#list.addText(table.caption);
    table.caption = '';
    for (const { cells } of table.takeRows()) for (const cell of cells) this.#list.addText(cell);
  }
}

function isDropped(name: string, attributes: Attributes): boolean {
  return DROPPED.has(name) || 'hidden' in attributes || HIDDEN_STYLE.test(attributes.style ?? '');
}

function spanOf(value: string | undefined): number {
  const span = Number(value ?? 1);
  return Number.isInteger(span) && span > 0 ? span : 1;
}
