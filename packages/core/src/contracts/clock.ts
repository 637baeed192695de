/** Milliseconds since the epoch. Time comes by argument, so that tests own it. */
export type Clock = () => number;

/** A new unique id. */
export type NewId = () => string;
