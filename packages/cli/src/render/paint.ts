import pc from 'picocolors';

/** The few colours the terminal output uses. */
export type Paint = Pick<typeof pc, 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'underline' | 'yellow'>;

/** Colours for a stream: none when it is not a terminal or `NO_COLOR` is set. */
export function paintFor(stream: { isTTY?: boolean }): Paint {
  return pc.createColors(stream.isTTY === true && !process.env['NO_COLOR']);
}
