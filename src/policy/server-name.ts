const CHARACTERS = '[-a-z0-9_]';

/** Whether a TLS handshake's server name fits a pattern. Source: pkg/envoy/utils.go, pkg/policy/api/l4.go ServerName. */
export function matchesServerName(pattern: string, name: string): boolean {
  const wanted = pattern.toLowerCase().replace(/\.$/, '');
  const deep = /^\*{2,}\./.exec(wanted)?.[0] ?? '';
  if (/^\*+$/.test(wanted)) return name !== '';
  const rest = wanted.slice(deep.length).replaceAll('.', '[.]').replace(/\*+/g, `${CHARACTERS}*`);
  const labels = deep && `${CHARACTERS}+([.]${CHARACTERS}+)*[.]`;
  return new RegExp(`^${labels}${rest}$`).test(name.toLowerCase().replace(/\.$/, ''));
}
