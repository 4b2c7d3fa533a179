/**
 * The status writer: it plays the kubelet and the workload controllers, which this cluster does not have. Every
 * Deployment, DaemonSet and StatefulSet is Ready as soon as it is seen, every Job has run. It judges nothing.
 */
const APPS = 'apps/v1';
const BATCH = 'batch/v1';
const time = () => `${new Date().toISOString().slice(0, 19)}Z`;
const condition = (type, reason) => ({
  ...{ type, status: 'True', reason, lastTransitionTime: time(), lastUpdateTime: time() },
  message: 'written by the status writer of the conformance suite',
});

/** The status that a workload has when all of it runs. */
const STATUS = {
  Deployment: ({ metadata: { generation }, spec: { replicas = 1 } }) => ({
    ...{ observedGeneration: generation, replicas, updatedReplicas: replicas, readyReplicas: replicas },
    ...{ availableReplicas: replicas },
    conditions: [
      condition('Available', 'MinimumReplicasAvailable'),
      condition('Progressing', 'NewReplicaSetAvailable'),
    ],
  }),
  DaemonSet: ({ metadata: { generation } }) => ({
    ...{ observedGeneration: generation, desiredNumberScheduled: 1, currentNumberScheduled: 1 },
    ...{ updatedNumberScheduled: 1, numberReady: 1, numberAvailable: 1, numberMisscheduled: 0 },
  }),
  StatefulSet: ({ metadata: { generation }, spec: { replicas = 1 } }) => ({
    ...{ observedGeneration: generation, replicas, readyReplicas: replicas, updatedReplicas: replicas },
    ...{ currentReplicas: replicas, availableReplicas: replicas, currentRevision: 'one', updateRevision: 'one' },
  }),
};

async function finishJob(api, job) {
  if (job.status?.conditions?.length > 0) return;
  const start = job.status?.startTime ?? time();
  await api.patch(job, { status: { startTime: start } }, { status: true, manager: 'status-writer' });
  const done = (type) => {
    const { lastUpdateTime: _, ...rest } = condition(type, 'CompletionsReached');
    return rest;
  };
  const status = {
    ...{
      startTime: start,
      completionTime: time(),
      succeeded: 1,
      ready: 0,
      terminating: 0,
      uncountedTerminatedPods: {},
    },
    conditions: [done('SuccessCriteriaMet'), done('Complete')],
  };
  await api.patch(job, { status }, { status: true, manager: 'status-writer' });
}

/**
 * Starts it; `stop()` ends it, `wrong` are the answers of the server that it did not expect. Without `workloads` only Jobs
 * get a status, as on a cluster whose nodes are not Ready yet; `waits(object)` says of which workloads the pods do not
 * start, and they are asked for again at each of their changes; `jobs` is waited for before a Job ends: what its pod needs.
 */
export function startStatusWriter(api, { workloads = true, waits = () => false, jobs = async () => undefined } = {}) {
  const wrong = [];
  const finished = new Set();
  const guarded = (work) => async (type, object) => {
    if (type === 'DELETED' || object.metadata.deletionTimestamp) return;
    try {
      await work(object);
    } catch (error) {
      if (error.status !== 404 && error.status !== 409) wrong.push(error.message);
    }
  };
  const stops = Object.entries(workloads ? STATUS : {}).map(([kind, of]) =>
    api.watch(
      APPS,
      kind,
      guarded(async (object) => {
        if (object.status?.observedGeneration === object.metadata.generation || (await waits(object))) return;
        await api.patch(object, { status: of(object) }, { status: true, manager: 'status-writer' });
      }),
    ),
  );
  stops.push(
    api.watch(
      BATCH,
      'Job',
      guarded(async (job) => {
        // Once: its first status is seen as a change, and the time of its end cannot be changed.
        if (finished.has(job.metadata.uid)) return;
        finished.add(job.metadata.uid);
        await jobs();
        await finishJob(api, job);
      }),
    ),
  );
  return { wrong, stop: () => stops.forEach((stop) => stop()) };
}
