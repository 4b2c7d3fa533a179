import { compilerMessages, runSample, samples } from './samples';

describe('the samples of README.md', () => {
  const sources = samples('README.md');

  test('are four', () => {
    expect(sources).toHaveLength(4);
  });

  test('compile', () => {
    expect(compilerMessages(sources)).toEqual([]);
  });

  test.each(sources.map((source, index) => [index + 1, source] as const))('run: sample %i', (_, source) => {
    const { printed } = runSample(source);
    if (source.includes('IssueError')) {
      expect(printed[0]?.[0]).toBeGreaterThan(20);
      expect(printed.flat()).toContain('values.hubble.relay.enabled');
    }
    if (source.includes('evaluate')) expect(printed).toEqual([['allowed']]);
  });
});
