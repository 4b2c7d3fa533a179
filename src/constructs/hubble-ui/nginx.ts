import { text, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { mergedMaps, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';

/** The frontend's nginx configuration, in a ConfigMap. */
export function nginxConfigMap(ctx: RenderContext): KubeObject {
  const object = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'hubble-ui-nginx',
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
      annotations: mergedMaps(ctx.values.hubble.ui.annotations),
    },
    data: { 'nginx.conf': nginxConf(ctx).trim() },
  };
  return object;
}

/**
 * Serves the pages below the base URL and passes `api` below it to the backend. The frontend's pages are built for `/`,
 * so that below another base URL paths are rewritten and the pages told where they are. The text is an interface: a
 * change of it restarts the pods.
 */
function nginxConf(ctx: RenderContext): string {
  const { baseUrl, frontend } = ctx.values.hubble.ui;
  const base = text(baseUrl);
  const below = base !== '/';
  const rewrite = below ? [`            rewrite ^${base.replace(/\/$/, '')}(/.*)$ $1 break;`] : [];
  return [
    'server {',
    '    listen       8081;',
    ...(truthy(frontend.server.ipv6.enabled) ? ['    listen       [::]:8081;'] : []),
    '    server_name  localhost;',
    '    root /app;',
    '    index index.html;',
    '    client_max_body_size 1G;',
    '',
    '    location / {',
    '        proxy_set_header Host $host;',
    '        proxy_set_header X-Real-IP $remote_addr;',
    '',
    `        location ${base}api {`,
    ...rewrite,
    '            proxy_http_version 1.1;',
    '            proxy_pass_request_headers on;',
    `            proxy_pass http://127.0.0.1:8090${below ? '/' : ''};`,
    '        }',
    ...(below
      ? ['        sub_filter_once on;', `        sub_filter '<base href="/"/>' '<base href="${base}"/>';`]
      : []),
    `        location ${base} {`,
    '            if ($http_user_agent ~* "kube-probe") { access_log off; }',
    ...rewrite,
    '            # double `/index.html` is required here',
    '            try_files $uri $uri/ /index.html /index.html;',
    '        }',
    '',
    '        # Liveness probe',
    '        location /healthz {',
    '            access_log off;',
    '            add_header Content-Type text/plain;',
    "            return 200 'ok';",
    '        }',
    '    }',
    '}',
  ].join('\n');
}
