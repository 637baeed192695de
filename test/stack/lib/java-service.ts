import { copyFileSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installOnce } from './install-once.ts';
import { runCommand } from './run-command.ts';
import type { Service, ServicePlace } from './service.ts';

export interface JavaServiceOptions {
  readonly name: string;
  readonly ports: number;
  /** Folder with a pom.xml, which lays everything out below target/dist with the jars in lib, and a launcher. */
  readonly recipe: string;
  /** The launcher's class; its source is of the same name. It prints READY once it answers. */
  readonly launcher: string;
  /** The largest heap, such as `512m`. */
  readonly heap: () => string;
  readonly jvmArgs?: (home: string) => readonly string[];
  /** Arguments of the launcher. */
  readonly args: (place: ServicePlace) => readonly string[];
  url(ports: readonly number[]): string;
}

/** A server of Java archives: Maven brings them, a launcher starts them. Needs a JDK 17 or newer and Maven 3. */
export function javaService({ name, ports, recipe, launcher, heap, jvmArgs, args, url }: JavaServiceOptions): Service {
  const files = ['pom.xml', `${launcher}.java`];
  return {
    name,
    ports,
    url,
    readyText: 'READY ',
    async install(cache) {
      return await installOnce({
        cache,
        name,
        recipe: files.map((file) => readFileSync(join(recipe, file), 'utf8')).join('\0'),
        async build(folder) {
          for (const file of files) copyFileSync(join(recipe, file), join(folder, file));
          const maven = ['-B', '-ntp', '-q', `-Dmaven.repo.local=${join(cache, 'maven')}`, 'package'];
          await runCommand({ file: 'mvn', args: maven }, folder);
          const javac = ['-cp', join('target', 'dist', 'lib', '*'), '-d', 'classes', `${launcher}.java`];
          await runCommand({ file: 'javac', args: javac }, folder);
        },
      });
    },
    command(place) {
      const { home, data } = place;
      const classPath = [join(home, 'classes'), join(home, 'target', 'dist', 'lib', '*')].join(delimiter);
      // Up sooner, and slower from then on: right for tests, wrong for measuring.
      const quick = process.env['PLUMBLINE_STACK_JIT'] === 'full' ? [] : ['-XX:TieredStopAtLevel=1'];
      const jvm = [`-Xmx${heap()}`, '-XX:+UseSerialGC', ...quick, `-Djava.io.tmpdir=${data}`];
      const more = jvmArgs?.(home) ?? [];
      return { file: 'java', args: [...jvm, ...more, '-cp', classPath, launcher, ...args(place)] };
    },
  };
}
