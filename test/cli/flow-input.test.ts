import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { flowBytes } from '../../src/cli/flow-input';

describe('flowBytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flow-input-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function textOf(content: Uint8Array): Promise<string> {
    const file = join(folder, 'flows');
    writeFileSync(file, content);
    const parts: Uint8Array[] = [];
    for await (const part of flowBytes(file)) parts.push(part);
    return Buffer.concat(parts).toString('utf8');
  }

  test('passes text on, and unpacks gzip whatever the name says, also of several members', async () => {
    expect(await textOf(Buffer.from('a\n'))).toBe('a\n');
    expect(await textOf(Buffer.from(''))).toBe('');
    expect(await textOf(Buffer.concat([gzipSync('a\n'), gzipSync('b\n')]))).toBe('a\nb\n');
  });

  test('says what is wrong with a file', async () => {
    await expect(textOf(gzipSync('a\n'.repeat(100)).subarray(0, 20))).rejects.toThrow('end in the middle');
    const read = async (): Promise<void> => {
      for await (const part of flowBytes(join(folder, 'absent'))) void part;
    };
    await expect(read()).rejects.toThrow('there is no such file');
  });
});
