/** Texts that a regular expression matches, a few of them; what it cannot read it leaves out. Whoever uses them tries them. */
export function regexpExamples(expression: string, most = 8): string[] {
  try {
    return [...new Set(new Reader(expression, most).alternatives())].slice(0, most);
  } catch {
    return [];
  }
}

const CLASSES: Readonly<Record<string, readonly string[]>> = {
  d: ['7', '0'],
  w: ['a', '7'],
  s: [' '],
  D: ['a'],
  W: ['-'],
  S: ['a'],
};

class Reader {
  private at = 0;
  constructor(
    private readonly source: string,
    private readonly most: number,
  ) {}

  alternatives(): string[] {
    const all = [...this.sequence()];
    while (this.source[this.at] === '|') {
      this.at++;
      all.push(...this.sequence());
    }
    return all;
  }

  private sequence(): string[] {
    let texts = [''];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at] as string)) {
      const next = this.repeated(this.atom());
      // Each choice shows up once, not every combination of them.
      texts = Array.from({ length: Math.min(this.most, Math.max(texts.length, next.length)) }, (_, at) => {
        return `${texts[at % texts.length]}${next[at % next.length]}`;
      });
    }
    return texts;
  }

  private atom(): string[] {
    const char = this.source[this.at++] as string;
    if (char === '(') {
      if (this.source.startsWith('?', this.at)) this.at = this.source.indexOf(':', this.at) + 1 || this.fail();
      const inner = this.alternatives();
      if (this.source[this.at++] !== ')') this.fail();
      return inner;
    }
    if (char === '[') return this.set();
    if (char === '.') return ['a', '/'];
    if (char === '^' || char === '$') return [''];
    if (char !== '\\') return [char];
    const escaped = this.source[this.at++] ?? this.fail();
    if (escaped in CLASSES) return [...(CLASSES[escaped] as readonly string[])];
    if (/[AzbB]/.test(escaped)) return [''];
    return /\w/.test(escaped) ? this.fail() : [escaped];
  }

  private set(): string[] {
    const negated = this.source[this.at] === '^';
    if (negated) this.at++;
    const found: string[] = [];
    const start = this.at;
    while (this.source[this.at] !== ']' || this.at === start) {
      let char = this.source[this.at++] ?? this.fail();
      if (char === '\\') {
        char = this.source[this.at++] ?? this.fail();
        if (char in CLASSES) char = CLASSES[char]?.[0] as string;
      }
      found.push(char);
      if (this.source[this.at] === '-' && this.source[this.at + 1] !== ']') {
        this.at++;
        found.push(this.source[this.at++] ?? this.fail());
      }
    }
    this.at++;
    if (!negated) return found.slice(0, 2);
    const other = ['a', '7', '-', 'Z', '_'].find((char) => !found.includes(char));
    return other === undefined ? this.fail() : [other];
  }

  private repeated(texts: string[]): string[] {
    const { source, at } = this;
    const counted = /^\{(\d+)(?:,(\d*))?\}/.exec(source.slice(at));
    const char = source[at];
    if (counted) this.at += counted[0].length;
    else if (char === '*' || char === '+' || char === '?') this.at++;
    else return texts;
    if (source[this.at] === '?') this.at++;
    const least = counted ? Number(counted[1]) : char === '+' ? 1 : 0;
    const more = counted ? (counted[2] === undefined ? least : Number(counted[2] || least + 1)) : least + 1;
    const times = [...new Set([Math.max(least, Math.min(1, more)), least, more])].filter((count) => count <= 64);
    return times.flatMap((count) => texts.map((text) => text.repeat(count)));
  }

  private fail(): never {
    throw new Error('not read');
  }
}
