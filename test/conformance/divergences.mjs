/**
 * Where we do not do as the chart does, on purpose. Whatever else differs is a defect of ours.
 * `accepts` recognises a difference between objects, `refuses` a refusal of ours where Helm renders.
 */

const isScript = (difference) => /\.(?:command|args)\b|^data\./.test(difference.path);

export const divergences = [
  {
    id: 'integers',
    reason: 'a number of a million and more is a float to Helm and prints as 1e+06, which the programs cannot read; we print its digits',
    accepts: ({ expected, got }) =>
      typeof expected === 'string' && typeof got === 'string' && /\d(?:\.\d+)?e\+\d+/.test(expected) &&
      expected.replace(/-?\d(?:\.\d+)?e\+\d+/g, (number) => String(Number(number))) === got,
  },
];

/** The entry that explains a difference between objects. */
export const isDivergence = (difference, context) => divergences.find((entry) => entry.accepts?.(difference, context));
/** The entry that explains why we refuse what Helm renders. */
export const isRefusedOnPurpose = (issue, context) => divergences.find((entry) => entry.refuses?.(issue, context));

export { isScript };
