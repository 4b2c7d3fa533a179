import { cidrFindings } from './cidr';
import type { PolicyFinding } from './context';
import { defaultDeny } from './default-deny';
import { empties } from './empties';
import { fields } from './fields';
import { http } from './http';
import { lockout } from './lockout';
import { mapSize } from './map-size';
import { names } from './names';
import { portFindings } from './ports';
import { refused } from './refused';
import { selectors } from './selectors';
import { serviceFindings } from './services';
import { shadow } from './shadow';
import { upgrade } from './upgrade';

/** Everything that is found out about policies from themselves and the world around them. */
export const POLICY_FINDINGS: readonly PolicyFinding[] = [
  refused,
  ...fields,
  ...empties,
  ...defaultDeny,
  ...lockout,
  ...shadow,
  ...selectors,
  ...names,
  ...http,
  ...portFindings,
  ...cidrFindings,
  ...serviceFindings,
  mapSize,
  ...upgrade,
];
