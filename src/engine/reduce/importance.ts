/**
 * Winsor-CAM's importance of a layer, I = relu(mean_k α_k) with Grad-CAM's channel weights α_k = mean_ij g_k
 * [arXiv 2507.10846; docs/mathematics.md "Other fusions"].
 *
 * @param means mean_ij of each channel's stored gradient
 * @param channels how many the layer has, at least 1
 * @param scale what a channel's stored gradient is multiplied with to be its own (LayerTrace.folded); without: 1
 */
export function layerImportance(
  means: ArrayLike<number>,
  channels: number,
  scale?: ArrayLike<number>,
): number {
  let sum = 0;
  for (let channel = 0; channel < channels; channel++) sum += means[channel]! * (scale?.[channel] ?? 1);
  return Math.max(sum / channels, 0);
}
