/** A git server on loopback: git's own `http-backend` behind Node's http, with one repository that takes pushes. */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Passes one request to git http-backend, which speaks CGI. */
function serve(backend, root, request, response) {
  const url = new URL(request.url, 'http://127.0.0.1');
  const header = (name) => request.headers[name] ?? '';
  const child = spawn(backend, [], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: header('content-type'),
      REMOTE_ADDR: '127.0.0.1',
      REMOTE_USER: 'judges',
      ...(header('content-length') && { CONTENT_LENGTH: header('content-length') }),
      ...(header('content-encoding') && { HTTP_CONTENT_ENCODING: header('content-encoding') }),
      ...(header('git-protocol') && { GIT_PROTOCOL: header('git-protocol') }),
    },
  });
  request.pipe(child.stdin);
  child.stdin.on('error', () => undefined);
  let head = Buffer.alloc(0);
  let sent = false;
  child.stdout.on('data', (data) => {
    if (sent) return void response.write(data);
    head = Buffer.concat([head, data]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return undefined;
    let status = 200;
    const headers = {};
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [key, ...value] = line.split(': ');
      if (key.toLowerCase() === 'status') status = Number.parseInt(value.join(': '), 10);
      else headers[key] = value.join(': ');
    }
    sent = true;
    response.writeHead(status, headers);
    return void response.write(head.subarray(end + 4));
  });
  child.stderr.resume();
  child.on('close', () => {
    if (!sent) response.writeHead(500);
    response.end();
  });
}

/**
 * A repository `url` with the branch main. Its work tree `folder` is written by the caller; `push(message)` commits what
 * stands there and returns the commit.
 */
export async function repository(state) {
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');
  const root = join(state, 'git');
  const folder = join(state, 'work');
  mkdirSync(root, { recursive: true });
  const server = createServer((request, response) => serve(backend, root, request, response));
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref();
  const url = `http://127.0.0.1:${server.address().port}/fleet.git`;
  // No configuration of the user or the machine: no signing, no hooks, no credential helper.
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
  const git = async (...args) => (await run('git', args, { env, maxBuffer: 1 << 26 })).stdout.trim();
  await git('init', '-q', '--bare', '-b', 'main', join(root, 'fleet.git'));
  await git('-C', join(root, 'fleet.git'), 'config', 'http.receivepack', 'true');
  await git('init', '-q', '-b', 'main', folder);
  await git('-C', folder, 'config', 'user.email', 'judges@localhost');
  await git('-C', folder, 'config', 'user.name', 'judges');
  await git('-C', folder, 'remote', 'add', 'origin', url);

  return {
    url,
    folder,
    async push(message) {
      await git('-C', folder, 'add', '-A');
      await git('-C', folder, 'commit', '-q', '--allow-empty', '-m', message);
      await git('-C', folder, 'push', '-q', 'origin', 'main');
      return git('-C', folder, 'rev-parse', 'HEAD');
    },
    /** Lays a folder into the work tree, in place of what stands at that path. */
    put(from, to) {
      rmSync(join(folder, to), { recursive: true, force: true });
      cpSync(from, join(folder, to), { recursive: true });
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
