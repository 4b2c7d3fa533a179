/** A small client of the Kubernetes API: what the judges need, over Node's https. */
import { Agent, request as httpsRequest } from 'node:https';
import { URLSearchParams } from 'node:url';

/** An answer of the server that is no success. `status` is the HTTP status, the message is the server's own. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** One object in words: `Kind namespace/name`. */
export const nameOf = ({ kind, metadata }) =>
  `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;

/** The client of one server. */
export function client({ server, token, ca }) {
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 8 });
  const streams = new Agent({ ca });
  const close = () => {
    agent.destroy();
    streams.destroy();
  };
  const { hostname, port } = new URL(server);

  /** One request; returns the parsed body, throws an ApiError. Warnings of the server go to `warnings`. */
  function request(method, path, { body, type = 'application/json', warnings } = {}) {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        ...(text !== undefined && { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }),
      };
      const call = httpsRequest({ agent, hostname, port, method, path, headers, timeout: 30_000 }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(parts).toString('utf8');
          if (warnings && response.headers.warning) warnings.push(response.headers.warning);
          let parsed = answer;
          try {
            parsed = JSON.parse(answer);
          } catch {
            /* /readyz answers in plain text */
          }
          if (response.statusCode < 300) resolve(parsed);
          else reject(new ApiError(response.statusCode, String(parsed.message ?? answer)));
        });
      });
      call.on('timeout', () => call.destroy(new Error(`${method} ${path}: no answer in 30 s`)));
      call.on('error', reject);
      call.end(text);
    });
  }

  const kinds = new Map();
  /** The REST resource of a kind; asks the server again where it did not know the kind. */
  async function resourceOf(apiVersion, kind) {
    const key = `${apiVersion} ${kind}`;
    if (!kinds.has(key)) {
      const { resources } = await request('GET', apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`);
      for (const { name, kind: found, namespaced } of resources)
        if (!name.includes('/')) kinds.set(`${apiVersion} ${found}`, { plural: name, namespaced });
      if (!kinds.has(key)) throw new ApiError(404, `the server has no ${kind} of ${apiVersion}`);
    }
    return kinds.get(key);
  }

  /** The path of an object, or of all of a kind where it has no name. */
  async function pathOf({ apiVersion, kind, metadata = {} }) {
    const { plural, namespaced } = await resourceOf(apiVersion, kind);
    const base = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
    const scope =
      namespaced && (metadata.namespace || metadata.name) ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    return `${base}${scope}/${plural}${metadata.name ? `/${metadata.name}` : ''}`;
  }

  /** Server-side apply, as `kubectl apply --server-side --force-conflicts` does it; `dryRun` stores nothing. */
  async function apply(object, { dryRun = false, manager = 'judges', force = true, status = false, warnings } = {}) {
    const query = new URLSearchParams({ fieldManager: manager, force: String(force), fieldValidation: 'Strict' });
    if (dryRun) query.set('dryRun', 'All');
    return request('PATCH', `${await pathOf(object)}${status ? '/status' : ''}?${query}`, {
      body: object,
      type: 'application/apply-patch+yaml',
      warnings,
    });
  }

  /** An object as the server has it, or undefined. */
  async function get(reference) {
    try {
      return await request('GET', await pathOf(reference));
    } catch (error) {
      if (error.status === 404) return undefined;
      throw error;
    }
  }

  /** All objects of a kind, in every namespace or in one; none where the server does not know the kind. */
  async function list(apiVersion, kind, namespace) {
    try {
      const { items } = await request('GET', await pathOf({ apiVersion, kind, metadata: namespace && { namespace } }));
      return items.map((item) => ({ apiVersion, kind, ...item }));
    } catch (error) {
      if (error.status === 404) return [];
      throw error;
    }
  }

  /** A merge patch of an object, or of its status. */
  const patch = async (reference, body, { status = false, manager = 'judges' } = {}) =>
    request('PATCH', `${await pathOf(reference)}${status ? '/status' : ''}?fieldManager=${manager}`, {
      body,
      type: 'application/merge-patch+json',
    });

  /** Deletes an object, in the background; that it was not there is no error. */
  async function remove(reference) {
    try {
      await request('DELETE', `${await pathOf(reference)}?propagationPolicy=Background`);
    } catch (error) {
      if (error.status !== 404) throw error;
    }
  }

  /**
   * Follows all objects of a kind, from now on or from those that are there; a kind that the server does not know yet is
   * waited for. `seen(type, object)` gets ADDED, MODIFIED, DELETED. Returns what ends it.
   */
  function watch(apiVersion, kind, seen) {
    let stopped = false;
    let call;
    let timer;
    const again = () => {
      if (!stopped) timer = setTimeout(connect, 300);
    };
    let version = '';
    async function connect() {
      let path;
      try {
        path = await pathOf({ apiVersion, kind });
      } catch {
        return again();
      }
      if (stopped) return undefined;
      const query = `watch=true${version && `&resourceVersion=${version}`}`;
      const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
      call = httpsRequest(
        { agent: streams, hostname, port, method: 'GET', path: `${path}?${query}`, headers },
        (response) => {
          if (response.statusCode !== 200) {
            response.resume();
            return again();
          }
          let rest = '';
          response.setEncoding('utf8');
          response.on('data', (text) => {
            const lines = (rest + text).split('\n');
            rest = lines.pop();
            for (const line of lines) {
              const { type, object } = JSON.parse(line);
              if (type === 'ERROR') version = '';
              else {
                version = object.metadata.resourceVersion;
                if (!stopped) seen(type, { apiVersion, kind, ...object });
              }
            }
          });
          response.on('error', again);
          response.on('end', again);
          return undefined;
        },
      );
      call.on('error', again);
      return call.end();
    }
    connect();
    return () => {
      stopped = true;
      clearTimeout(timer);
      call?.destroy();
    };
  }

  return { watch, request, apply, get, list, patch, remove, pathOf, resourceOf, close };
}
