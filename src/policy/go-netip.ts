/** Faults of addresses and prefixes in the words of Go's net/netip, which the agent's refusals carry. */

const quote = (text: string): string => JSON.stringify(text);

/** What Go's `netip.ParseAddr` says of text that is no address; undefined where it is one. */
export function addressFault(text: string): string | undefined {
  const fault = addressTrouble(text);
  if (!fault) return undefined;
  return `ParseAddr(${quote(text)}): ${fault.message}${fault.at ? ` (at ${quote(fault.at)})` : ''}`;
}

/** What Go's `netip.ParsePrefix` says of text that is no prefix; undefined where it is one. */
export function prefixFault(text: string): string | undefined {
  const why = prefixTrouble(text);
  return why === undefined ? undefined : `netip.ParsePrefix(${quote(text)}): ${why}`;
}

function prefixTrouble(text: string): string | undefined {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return "no '/'";
  const address = text.slice(0, slash);
  const fault = addressFault(address);
  if (fault !== undefined) return fault;
  if (address.includes('%')) return 'IPv6 zones cannot be present in a prefix';
  const bits = text.slice(slash + 1);
  if (!/^(0|[1-9]\d*)$/.test(bits) || bits.length > 18) return `bad bits after slash: ${quote(bits)}`;
  return Number(bits) > (address.includes(':') ? 128 : 32) ? 'prefix length out of range' : undefined;
}

interface Trouble {
  readonly message: string;
  /** The rest of the text from where it fails. */
  readonly at?: string;
}

function addressTrouble(text: string): Trouble | undefined {
  const mark = /[.:%]/.exec(text)?.[0];
  if (mark === undefined) return { message: 'unable to parse IP' };
  if (mark === '%') return { message: 'missing IPv6 address' };
  return mark === '.' ? fourTrouble(text) : sixTrouble(text);
}

function fourTrouble(text: string): Trouble | undefined {
  let field = '';
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (/\d/.test(character)) {
      if (field === '0') return { message: 'IPv4 field has octet with leading zero' };
      field += character;
      if (Number(field) > 255) return { message: 'IPv4 field has value >255' };
    } else if (character === '.') {
      if (at === 0 || at === text.length - 1 || text[at - 1] === '.') {
        return { message: 'IPv4 field must have at least one digit', at: text.slice(at) };
      }
      if (dots === 3) return { message: 'IPv4 address too long' };
      dots++;
      field = '';
    } else {
      return { message: 'unexpected character', at: text.slice(at) };
    }
  }
  return dots < 3 ? { message: 'IPv4 address too short' } : undefined;
}

function sixTrouble(text: string): Trouble | undefined {
  const percent = text.indexOf('%');
  if (percent === text.length - 1) return { message: 'zone must be a non-empty string' };
  let rest = percent < 0 ? text : text.slice(0, percent);
  let gap = rest.startsWith('::');
  if (gap) rest = rest.slice(2);
  if (gap && rest === '') return undefined;
  let fields = 0;
  while (fields < 8) {
    const digits = (/^[0-9a-fA-F]*/.exec(rest) as RegExpExecArray)[0];
    if (digits.length > 4) return { message: 'each group must have 4 or less digits', at: rest };
    if (digits === '') return { message: 'each colon-separated field must have at least one digit', at: rest };
    if (rest[digits.length] === '.') {
      if (!gap && fields !== 6) {
        return { message: 'embedded IPv4 address must replace the final 2 fields of the address', at: rest };
      }
      if (fields > 6) {
        return { message: 'too many hex fields to fit an embedded IPv4 at the end of the address', at: rest };
      }
      const fault = fourTrouble(rest);
      if (fault) return fault;
      rest = '';
      fields += 2;
      break;
    }
    fields++;
    rest = rest.slice(digits.length);
    if (rest === '') break;
    if (rest[0] !== ':') return { message: 'unexpected character, want colon', at: rest };
    if (rest === ':') return { message: 'colon must be followed by more characters', at: rest };
    rest = rest.slice(1);
    if (rest[0] === ':') {
      if (gap) return { message: 'multiple :: in address', at: rest };
      gap = true;
      rest = rest.slice(1);
      if (rest === '') break;
    }
  }
  if (rest !== '') return { message: 'trailing garbage after address', at: rest };
  if (fields < 8) return gap ? undefined : { message: 'address string too short' };
  return gap ? { message: 'the :: must expand to at least one field of zeros' } : undefined;
}
