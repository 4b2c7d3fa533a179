import { originOf, withOrigin } from '../origin';
import type { World } from '../scenario';

/** What Flux, envsubst and the like fill in before anything is applied: `${NAME}`, `${NAME:=default}`. */
const PLACEHOLDER = /\$\{([A-Za-z_]\w*)(?::?[=-]([^}]*))?\}/g;

export const hasPlaceholder = (text: string): boolean => text.search(PLACEHOLDER) >= 0;

/** A text with something that could stand there; one name is the same thing everywhere. */
function filledText(text: string, key: string): string {
  return text.replace(PLACEHOLDER, (_whole, name: string, preset: string | undefined) => {
    if (preset !== undefined && preset !== '') return preset;
    if (/cidr|except/i.test(key)) return text.includes('/') ? '192.0.2.1' : '192.0.2.0/24';
    if (key === 'port') return '8080';
    return `var-${name.toLowerCase().replaceAll('_', '-')}`;
  });
}

function filled<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (value.includes('${') ? filledText(value, key) : value) as T;
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((item: unknown) => filled(item, key));
    return (items.some((item, at) => item !== value[at]) ? items : value) as T;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [filled(name), filled(item, name)]);
  const same = Object.entries(value).every(([name, item], at) => entries[at]?.[0] === name && entries[at][1] === item);
  if (same) return value;
  const copy = Object.fromEntries(entries) as T & object;
  const origin = originOf(value);
  return origin ? withOrigin(copy, origin) : copy;
}

/**
 * The world with something in the place of each variable: a policy with variables says most of what it says whatever they
 * hold, and would otherwise be refused for them. Objects without variables stay the same objects.
 */
export function fillPlaceholders(world: World): World {
  return {
    ...world,
    policies: filled(world.policies),
    ...(world.namespaces && { namespaces: filled(world.namespaces) }),
    ...(world.endpoints && { endpoints: filled(world.endpoints) }),
    ...(world.services && { services: filled(world.services) }),
    ...(world.cidrGroups && { cidrGroups: filled(world.cidrGroups) }),
  };
}
