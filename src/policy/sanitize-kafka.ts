import { text } from './plain-object';
import type { Plain } from './plain-object';
import { refusePolicy } from './refusal';

/** Source: github.com/cilium/proxy pkg/policy/api/kafka APIKeyMap. */
const API_KEYS = new Set(
  (
    'produce fetch offsets metadata leaderandisr stopreplica updatemetadata controlledshutdown offsetcommit ' +
    'offsetfetch findcoordinator joingroup heartbeat leavegroup syncgroup describegroups listgroups saslhandshake ' +
    'apiversions createtopics deletetopics deleterecords initproducerid offsetforleaderepoch addpartitionstotxn ' +
    'addoffsetstotxn endtxn writetxnmarkers txnoffsetcommit describeacls createacls deleteacls describeconfigs ' +
    'alterconfigs'
  ).split(' '),
);

/** Validates a Kafka rule: releases before 1.20. Source: github.com/cilium/proxy pkg/policy/api/kafka Sanitize. */
export function sanitizeKafka(given: Plain): void {
  const [role, apiKey, version, topic] = [given.role, given.apiKey, given.apiVersion, given.topic].map(text) as [
    string,
    string,
    string,
    string,
  ];
  const quoted = JSON.stringify;
  if (apiKey !== '' && role !== '') {
    refusePolicy(`cannot set both Role ${quoted(role)} and APIKey ${quoted(apiKey)} together`);
  }
  if (apiKey !== '' && !API_KEYS.has(apiKey.toLowerCase())) refusePolicy(`invalid Kafka APIKey ${quoted(apiKey)}`);
  if (role !== '' && !['produce', 'consume'].includes(role.toLowerCase())) {
    refusePolicy(`invalid Kafka Role ${quoted(role)}`);
  }
  if (version !== '' && !(/^[+-]?\d+$/.test(version) && Number(version) >= 0 && Number(version) <= 32767)) {
    refusePolicy(`invalid Kafka APIVersion ${quoted(version)}`);
  }
  if (topic.length > 255) refusePolicy('kafka topic exceeds maximum len of 255');
  if (topic !== '' && !/^[a-zA-Z0-9\\._-]+$/.test(topic)) refusePolicy(`invalid Kafka Topic name ${quoted(topic)}`);
}
