/** Programs that run beside the suite, on loopback, each with a pid file and a log; they are ended by that pid. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** That many TCP ports of 127.0.0.1 which nothing listens on. */
export async function freePorts(count) {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const server = createServer().on('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks until the answer is truthy and returns it; throws what it waited for after that many seconds. An error counts
 * as "not yet", and the last one is told.
 */
export async function until(what, ask, { seconds = 60, every = 200 } = {}) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`after ${seconds} s not: ${what}${last ? ` (${last.message})` : ''}`);
    await sleep(every);
  }
}

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** The programs of one folder of state. */
export function processes(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pidFile = (name) => join(folder, `${name}.pid`);
  const pidOf = (name) => (existsSync(pidFile(name)) ? Number(readFileSync(pidFile(name), 'utf8')) : undefined);

  /** Starts a program unless one of that name runs; `check()` throws with the end of its log when it has ended. */
  function start(name, program, args, { env = {}, cwd = folder } = {}) {
    const running = pidOf(name);
    if (running && alive(running)) throw new Error(`${name} runs already`);
    const log = openSync(join(folder, `${name}.log`), 'a');
    const child = spawn(program, args, {
      cwd,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...env },
    });
    closeSync(log);
    let ended;
    child.on('error', (error) => (ended = error.message));
    child.on('exit', (code, signal) => (ended = `ended with ${signal ?? code}`));
    if (child.pid) writeFileSync(pidFile(name), String(child.pid));
    child.unref();
    return () => {
      if (ended) throw new Error(`${name} ${ended}: ${logOf(name)}`);
    };
  }

  /** The last lines of a program's log. */
  function logOf(name, lines = 5) {
    const path = join(folder, `${name}.log`);
    return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
  }

  /** Ends a program: asks it, and after five seconds does not ask any more. */
  async function stop(name) {
    const pid = pidOf(name);
    if (!pid) return;
    if (alive(pid)) {
      process.kill(pid, 'SIGTERM');
      for (let i = 0; i < 50 && alive(pid); i++) await sleep(100);
      if (alive(pid)) process.kill(pid, 'SIGKILL');
    }
    rmSync(pidFile(name), { force: true });
  }

  const names = () =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => file.endsWith('.pid'))
          .map((file) => file.slice(0, -'.pid'.length))
      : [];

  /** Ends all of them at once, where the suite is interrupted and nothing can be waited for. */
  function killAll() {
    for (const name of names()) {
      const pid = pidOf(name);
      if (pid && alive(pid)) process.kill(pid, 'SIGKILL');
      rmSync(pidFile(name), { force: true });
    }
  }

  return { folder, start, stop, names, logOf, killAll };
}
