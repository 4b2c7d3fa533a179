/** A registry of charts on loopback, without TLS: as much of the OCI distribution specification as a pull needs. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const CHART = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/**
 * Starts it. `url` is the chart's address for `flux({ chart: { url } })`; `push(tag, archive)` takes a chart of
 * ./chart-archive.mjs and returns the digest of its artifact.
 */
export async function registry(repository = 'charts/cilium') {
  const blobs = new Map();
  const tags = new Map();
  /** Keeps content under its digest, and describes it. */
  const put = (mediaType, content) => {
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
    blobs.set(digest, { mediaType, content });
    return { mediaType, digest, size: content.length };
  };
  const push = (tag, { config, content }) => {
    const manifest = {
      ...{ schemaVersion: 2, mediaType: MANIFEST, config: put(CONFIG, Buffer.from(JSON.stringify(config))) },
      layers: [put(CHART, content)],
    };
    const { digest } = put(MANIFEST, Buffer.from(JSON.stringify(manifest)));
    tags.set(tag, digest);
    return digest;
  };

  const server = createServer(({ method, url }, response) => {
    const answer = (status, headers, body) => {
      response.writeHead(status, { 'Content-Length': body.length, ...headers });
      response.end(method === 'HEAD' ? undefined : body);
    };
    const missing = (code) =>
      answer(404, { 'Content-Type': 'application/json' }, Buffer.from(JSON.stringify({ errors: [{ code }] })));
    if (url === '/v2/') return answer(200, {}, Buffer.alloc(0));
    const [, name, kind, reference] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/?]+)$/.exec(url) ?? [];
    if (name !== repository) return missing('NAME_UNKNOWN');
    const digest = tags.get(reference) ?? reference;
    const blob = blobs.get(digest);
    if (!blob) return missing(kind === 'manifests' ? 'MANIFEST_UNKNOWN' : 'BLOB_UNKNOWN');
    return answer(200, { 'Content-Type': blob.mediaType, 'Docker-Content-Digest': digest }, blob.content);
  });
  await new Promise((resolve, reject) => server.on('error', reject).listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    ...{ url: `oci://127.0.0.1:${server.address().port}/${repository}`, push },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
