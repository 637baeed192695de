/** A server the stack can run. All of them listen on the loopback interface only. */
export interface Service {
  readonly name: string;
  /** Free ports it needs. */
  readonly ports: number;
  /** Fetches and builds it below the cache, unless it is there. Answers the folder (or file) to run it from. */
  install(cache: string): Promise<string>;
  command(place: ServicePlace): Command;
  /** What its log says once it answers. */
  readonly readyText: string;
  url(ports: readonly number[]): string;
}

export interface ServicePlace {
  /** What {@link Service.install} answered. */
  readonly home: string;
  /** An empty folder of this run, removed afterwards. Part of the command line, by which the process is recognised. */
  readonly data: string;
  readonly ports: readonly number[];
}

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}
