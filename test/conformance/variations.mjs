/** Values that differ from a release's defaults in one place, made from what the catalogue knows of each option. */
import fc from 'fast-check';

/** Paths whose values have to be drawn by the chart, or looked up in a cluster: nothing to compare. */
const UNANSWERABLE = /^(?:k8sServiceLookup|hubble\.tls\.auto\.method$|clustermesh\.apiserver\.tls\.auto\.method$)/;

/** What stands for each type: visible rather than sensible, and what the chart's authors did not think of. */
const BY_TYPE = {
  boolean: [true, false],
  integer: [0, 1, 7, -1, 65536, 1000000],
  number: [0, 0.25, 3],
  string: ['x-test', '', '0123', 'yes', '7m', 'a,b', '10.1.0.0/16', '${A}', 'a: b', '1e3', '"q"'],
  strings: [[], ['x-test'], ['b', 'a', '0123']],
  scalars: [[], ['x-test', 'a'], [1, 'b']],
  list: [[], [{ name: 'x-test', mountPath: '/x', value: 'v', key: 'k', operator: 'Exists' }], ['x-test']],
  map: [{}, { 'x-test': 'y', another: '1' }],
  null: [null],
};

/** What stands for fields of Kubernetes: two values that an API server takes. */
const BY_NAME = [
  [
    /[tT]olerations$/,
    [[{ key: 'x', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }], [{ operator: 'Exists' }]],
  ],
  [
    /extraEnv$|\.env$/,
    [
      [
        { name: 'X', value: '1' },
        { name: 'Y', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ],
    ],
  ],
  [
    /extraVolumes$/,
    [
      [
        { name: 'x', hostPath: { path: '/x', type: 'Directory' } },
        { name: 'y', emptyDir: {} },
      ],
    ],
  ],
  [/extraVolumeMounts$/, [[{ name: 'x', mountPath: '/x', readOnly: true }]]],
  [
    /extraHostPathMounts$/,
    [
      [
        { name: 'x', mountPath: '/x', hostPath: '/y', hostPathType: 'File', readOnly: true },
        { name: 'y', mountPath: '/y', hostPath: '/z' },
      ],
    ],
  ],
  [/extraArgs$/, [['--x=1', '--y']]],
  [/[rR]esources$/, [{ limits: { memory: '1Gi' }, requests: { cpu: 1 } }]],
  [/[nN]odeSelector$/, [{ 'kubernetes.io/os': 'linux', zone: 'a' }]],
  [
    /[aA]ffinity$/,
    [
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }] }],
          },
        },
      },
    ],
  ],
  [/topologySpreadConstraints$/, [[{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }]]],
  [/[sS]ecurityContext$/, [{ runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } }]],
  [
    /updateStrategy$/,
    [{ type: 'Recreate' }, { rollingUpdate: { maxSurge: 1, maxUnavailable: '10%' }, type: 'RollingUpdate' }],
  ],
  [/extraContainers$|[iI]nitContainers$/, [[{ name: 'x', image: 'y:z', command: ['true'] }]]],
  [/lifecycle$/, [{ preStop: { exec: { command: ['true'] } } }]],
  [/hostAliases$/, [[{ ip: '192.0.2.1', hostnames: ['x'] }]]],
  [/imagePullSecrets$/, [[{ name: 'x' }]]],
  [/elabelings$|elabelConfigs$/, [[{ sourceLabels: ['a'], targetLabel: 'b', replacement: '${1}' }]]],
  [/(?:nodePort|port|Port)$/, [31234]],
  [/(?:minAvailable|maxUnavailable)$/, ['50%', 2]],
];

/** The values that are worth trying for an option; null, which deletes a default, always among them. */
export function candidates(option) {
  if (UNANSWERABLE.test(option.path)) return [];
  const types = option.type === 'any' ? ['boolean', 'string', 'map'] : option.type.split('|');
  const byName = BY_NAME.flatMap(([name, values]) => (name.test(option.path) ? values : []));
  const all = [
    ...byName,
    ...(option.choices ?? []),
    ...(option.example === undefined ? [] : [option.example]),
    ...types.flatMap((type) => BY_TYPE[type] ?? []),
    null,
  ];
  // A name that YAML takes for a number is none that an API server takes.
  const names = /(?:[nN]ame|[nN]amespace|namespaceOverride|priorityClassName)$/.test(option.path);
  const seen = new Set([JSON.stringify(option.default)]);
  if (names) for (const text of ['0123', 'yes', '1e3']) seen.add(JSON.stringify(text));
  return all.filter((value) => !seen.has(JSON.stringify(value)) && seen.add(JSON.stringify(value)));
}

/** A dotted path as keys; `\.` is a dot inside a key. */
const keysOf = (path) => path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));

/** Values in which one path is set, over a base. */
export function withValue(base, path, value) {
  const result = structuredClone(base);
  const keys = keysOf(path);
  const last = keys.pop();
  let at = result;
  for (const key of keys) {
    if (typeof at[key] !== 'object' || at[key] === null || Array.isArray(at[key])) at[key] = {};
    at = at[key];
  }
  at[last] = value;
  return result;
}

/** One change at a time: a share of the options, each with one of its candidates, drawn by the seed; or `every` one of all. */
export function sweep(options, base, { seed, share, every }) {
  const usable = options.map((option) => [option, candidates(option)]).filter(([, values]) => values.length > 0);
  const change = (option, value) => ({
    name: `${option.path}=${JSON.stringify(value)}`,
    values: withValue(base, option.path, value),
  });
  if (every) return usable.flatMap(([option, values]) => values.map((value) => change(option, value)));
  const count = Math.ceil(usable.length * share);
  const drawn = fc.sample(fc.shuffledSubarray(usable, { minLength: count, maxLength: count }), { seed, numRuns: 1 })[0];
  return drawn.map(([option, values], i) =>
    change(option, fc.sample(fc.constantFrom(...values), { seed: seed + i, numRuns: 1 })[0]),
  );
}

/** Several changes at once, over a feature or two. */
export function random(options, features, mergeLayers, { seed, runs }) {
  const usable = options.filter((option) => candidates(option).length > 0);
  const change = fc
    .constantFrom(...usable)
    .chain((option) => fc.constantFrom(...candidates(option)).map((value) => [option.path, value]));
  const set = fc.tuple(
    fc.shuffledSubarray(features, { minLength: 0, maxLength: 3 }),
    fc.array(change, { minLength: 1, maxLength: 8 }),
  );
  return fc.sample(set, { seed, numRuns: runs }).map(([chosen, changes], i) => ({
    name: `random ${i}: ${[...chosen.map((feature) => feature.name), ...changes.map(([path, value]) => `${path}=${JSON.stringify(value)}`)].join(' + ')}`,
    values: changes.reduce(
      (values, [path, value]) => withValue(values, path, value),
      mergeLayers(chosen.map((feature) => feature.values)),
    ),
  }));
}
