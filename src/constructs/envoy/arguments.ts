import { hasKey, scalar, text, toInt, toText, truthy } from '../../core/helm';
import { items } from '../agent/items';
import type { RenderContext } from '../context';
import { percentS } from '../common';
import { nodeLocality } from './bootstrap-clusters';
import { LOCALITY_DIRECTORY } from './volumes';

/** Text between single quotes that the template writes itself: a doubled quote is one, line breaks fold. */
function inSingleQuotes(source: string): string {
  return /['\n]/.test(source) ? toText(scalar(`'${source}'`)) : source;
}

/** Envoy's log level: it follows the agent's debug groups, then `envoy.log.defaultLevel`. */
function logLevel(ctx: RenderContext): string {
  const { debug, envoy } = ctx.values;
  const verbose =
    truthy(debug.enabled) && hasKey(debug, 'verbose') && truthy(debug.verbose)
      ? percentS(debug.verbose, 'debug.verbose').split(' ')
      : [];
  if (verbose.includes('envoy')) return 'trace';
  if (verbose.includes('flow')) return 'debug';
  return truthy(envoy.log.defaultLevel) ? text(envoy.log.defaultLevel) : 'info';
}

/** Arguments of cilium-envoy-starter, and after `--` Envoy's own, an option and its value in one argument each. */
export function envoyArguments(ctx: RenderContext): string[] {
  const { envoy } = ctx.values;
  return [
    ...(truthy(envoy.securityContext.capabilities.keepCapNetBindService) ? ['--keep-cap-net-bind-service'] : []),
    '--',
    ...(nodeLocality(ctx) ? ['--service-zone', `@${LOCALITY_DIRECTORY}/service-zone`] : []),
    '-c /var/run/cilium/envoy/bootstrap-config.json',
    `--base-id ${toInt(envoy.baseID)}`,
    inSingleQuotes(`--log-level ${logLevel(ctx)}`),
    ...(truthy(envoy.log.path) ? [inSingleQuotes(`--log-path ${text(envoy.log.path)}`)] : []),
    ...items<string>(envoy.extraArgs),
  ];
}
