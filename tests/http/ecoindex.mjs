// The EcoIndex of a page (www.ecoindex.fr/comment-ca-marche): where its elements, requests and kilobytes stand among the pages of the HTTP Archive, by twentieths, weighted 3, 2 and 1.

/** The first twentieths; a page beyond the last is far from the A that is asked of ours. */
const TWENTIETHS = {
  elements: [0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603],
  requests: [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78],
  kilobytes: [0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32],
};

function place(value, bounds) {
  const i = bounds.findIndex(b => value < b);
  if (i < 0) throw new RangeError(`${value} is beyond the half of the pages`);
  return i - 1 + (value - bounds[i - 1]) / (bounds[i] - bounds[i - 1]);
}

/** 0 to 100; A is above 80. */
export const ecoIndex = ({ elements, requests, kilobytes }) =>
  100 - (5 * (3 * place(elements, TWENTIETHS.elements) + 2 * place(requests, TWENTIETHS.requests) + place(kilobytes, TWENTIETHS.kilobytes))) / 6;
