import type { Issue } from '../../core/issue';
import { hubbleFlow, type FlowRecord } from './hubble-flow';

/** What a stream of flows held. Final when the stream has ended. */
export interface FlowCounts {
  /** Flows read. */
  readonly flows: number;
  /** Pieces that are no JSON. */
  readonly broken: number;
  /** JSON that is no flow: the state of nodes, events of agents. */
  readonly others: number;
  /** Events that Hubble says it lost: flows that happened and are not here. */
  readonly lost: number;
  /** The first broken pieces, at most {@link TOLD}, and what keeps a whole stream from being read. */
  readonly issues: readonly Issue[];
}

/** How many broken pieces are told one by one. */
export const TOLD = 5;

/** Flows in batches: one `await` a flow would take longer than reading it. */
export interface FlowStream extends AsyncIterable<readonly FlowRecord[]> {
  readonly counts: FlowCounts;
}

/** A flow takes 1 to 4 kB; what goes on for longer than this many characters is no flow. */
const LONGEST = 2 ** 20;

/**
 * Reads flows from bytes: `hubble observe -o json` or `-o jsonpb`, an exporter's file, a JSON array, flows printed over
 * several lines; UTF-8, or the UTF-16 that PowerShell's `>` writes. Broken pieces are counted and passed over, none of
 * the flows around them is lost. Holds one chunk and one flow in memory. Compressed bytes are an issue: whoever opens
 * files unpacks them, since that is the business of streams, which this layer knows nothing of.
 */
export function readFlows(chunks: AsyncIterable<Uint8Array>, file = 'standard input'): FlowStream {
  const splitter = new FlowSplitter(file);
  return {
    counts: splitter,
    async *[Symbol.asyncIterator]() {
      let decoder: InstanceType<typeof TextDecoder> | undefined;
      let head: Uint8Array | undefined;
      for await (const bytes of chunks) {
        let part = bytes;
        if (!decoder) {
          // The first bytes tell the encoding; a chunk may hold one of them only.
          part = head ? joined(head, bytes) : bytes;
          if (part.length < 2) {
            head = part;
            continue;
          }
          const format = packed(part);
          if (format !== undefined) {
            splitter.refuse(format);
            return;
          }
          decoder = new TextDecoder(part[0] === 0xff && part[1] === 0xfe ? 'utf-16le' : 'utf-8');
        }
        yield* splitter.add(decoder.decode(part, { stream: true }));
      }
      yield* splitter.add(decoder?.decode() ?? '');
      yield* splitter.end();
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Formats by their first bytes. */
function packed(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (bytes[0] === 0x28 && bytes[1] === 0xb5) return 'zstd';
  return undefined;
}

const enum Code {
  Newline = 10,
  Quote = 34,
  Comma = 44,
  Colon = 58,
  OpenList = 91,
  Backslash = 92,
  CloseList = 93,
  Open = 123,
  Close = 125,
}

/** Takes text in pieces, gives flows. */
class FlowSplitter implements FlowCounts {
  flows = 0;
  broken = 0;
  others = 0;
  lost = 0;
  readonly issues: Issue[] = [];
  private rest = '';
  /** Number of the line on which `rest` begins, from 1. */
  private line = 1;
  private batch: FlowRecord[] = [];

  constructor(private readonly file: string) {}

  *add(text: string): Generator<readonly FlowRecord[]> {
    if (text === '') return;
    this.rest = this.consume(this.rest === '' ? text : this.rest + text, false);
    yield* this.flush();
  }

  *end(): Generator<readonly FlowRecord[]> {
    this.rest = this.consume(this.rest, true);
    yield* this.flush();
  }

  private *flush(): Generator<readonly FlowRecord[]> {
    if (this.batch.length === 0) return;
    const batch = this.batch;
    this.batch = [];
    yield batch;
  }

  refuse(format: string): void {
    this.issues.push({
      code: 'flows-compressed',
      severity: 'error',
      path: '',
      message: `this is ${format}, not text`,
      location: { file: this.file },
      fix: `unpack it first, for example ${format === 'gzip' ? 'gunzip -c' : 'zstd -dc'} FILE | …`,
    });
  }

  /** Reads what is whole, and returns what is not. */
  private consume(text: string, last: boolean): string {
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === Code.Newline) {
        this.line++;
        at++;
        continue;
      }
      if (isBetween(code)) {
        at++;
        continue;
      }
      const next = this.piece(text, at, last);
      if (next < 0) break;
      at = next;
    }
    return text.slice(at);
  }

  /** Reads what begins at an offset; the offset behind it, or -1 where the text ends before it does. */
  private piece(text: string, at: number, last: boolean): number {
    const newline = text.indexOf('\n', at);
    if (newline < 0 && !last && text.length - at <= LONGEST && text.charCodeAt(at) !== Code.Open) return -1;
    const lineEnd = newline < 0 ? text.length : newline;
    const start = text.charCodeAt(at) === Code.Open ? at : text.indexOf('{', at);
    // What `kubectl logs --prefix` and `--timestamps` put before the JSON is passed over.
    if (start < 0 || start >= lineEnd) return this.passOver(text, at, lineEnd, 'no JSON');
    if (newline >= 0 || last) {
      let end = lineEnd;
      while (isBetween(text.charCodeAt(end - 1))) end--;
      const whole = text.charCodeAt(end - 1) === Code.Close ? parsed(text, start, end) : undefined;
      if (whole !== undefined) {
        this.take(whole);
        return lineEnd;
      }
    }
    const end = endOfObject(text, start, newline);
    if (end > 0) {
      const value = parsed(text, start, end);
      if (value === undefined) return this.passOver(text, at, lineEnd, 'broken JSON');
      this.take(value);
      for (let n = text.indexOf('\n', at); n >= 0 && n < end; n = text.indexOf('\n', n + 1)) this.line++;
      return end;
    }
    if (end === UNFINISHED && !last && text.length - at <= LONGEST) return -1;
    return this.passOver(text, at, lineEnd, newline < 0 && last ? 'JSON that ends in the middle' : 'broken JSON');
  }

  private passOver(text: string, at: number, lineEnd: number, what: string): number {
    this.broken++;
    // A line that another program broke into, or a list on one line: the next flow begins on the same line.
    const again = text.indexOf(START, at + 1);
    const end = again < 0 ? lineEnd : Math.min(again, lineEnd);
    if (this.broken <= TOLD) {
      const got = text.slice(at, Math.min(end, at + 60)).trimEnd();
      this.issues.push({
        code: 'flow-unreadable',
        severity: 'warning',
        path: '',
        message: `${what}; it is passed over`,
        got: end - at > 60 ? `${got}…` : got,
        location: { file: this.file, line: this.line },
        allowed: 'what hubble observe -o jsonpb prints',
      });
    }
    return end;
  }

  private take(value: object): void {
    const flow = hubbleFlow(value);
    if (flow) {
      this.flows++;
      this.batch.push(flow);
      return;
    }
    const { lost_events: snake, lostEvents: lost = snake } = value as Record<string, unknown>;
    const { num_events_lost: few, numEventsLost: many = few } = (lost ?? {}) as Record<string, unknown>;
    if (many === undefined) this.others++;
    else this.lost += Number(many);
  }
}

function parsed(text: string, from: number, to: number): object | undefined {
  try {
    const value = JSON.parse(text.slice(from, to)) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How a flow begins, when Hubble printed it. */
const START = '{"flow":';

/** Between flows stand blanks, and the brackets and commas of a list. */
function isBetween(code: number): boolean {
  return code <= 32 || code === Code.Comma || code === Code.OpenList || code === Code.CloseList || code === 0xfeff;
}

const UNFINISHED = 0;
const WRONG = -1;

/**
 * Where the object that begins at an offset ends: the offset behind its brace, {@link UNFINISHED} where the text ends
 * first, {@link WRONG} where no JSON can go on like this. The latter sees at once where a broken line runs into the next
 * flow: a line's end inside of text, or a brace where none may stand. `newline` is the first line's end, or -1.
 */
function endOfObject(text: string, start: number, newline: number): number {
  const open: number[] = [];
  let before = Code.Comma as number;
  let lineEnd = newline;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 32) continue;
    switch (code) {
      case Code.Quote: {
        if (lineEnd >= 0 && lineEnd < at) lineEnd = text.indexOf('\n', at);
        const end = endOfText(text, at);
        if (lineEnd >= 0 && (end < 0 || lineEnd < end)) return WRONG;
        if (end < 0) return UNFINISHED;
        at = end;
        break;
      }
      case Code.Open:
      case Code.OpenList: {
        const within = open.at(-1);
        if (within === Code.Open && before !== Code.Colon) return WRONG;
        if (within === Code.OpenList && before !== Code.Comma && before !== Code.OpenList) return WRONG;
        open.push(code);
        break;
      }
      case Code.Close:
      case Code.CloseList:
        if (open.pop() !== code - 2) return WRONG;
        if (open.length === 0) return at + 1;
    }
    before = code;
  }
  return UNFINISHED;
}

/** The offset of the quote that ends text; -1 where none does. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    if (end < 0) return -1;
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === Code.Backslash) slashes++;
    if (slashes % 2 === 0) return end;
  }
}
