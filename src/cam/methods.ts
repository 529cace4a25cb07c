/** The catalogue of methods: what the screen, the guide and the library say of each. How each is computed: engine/methods. */

/** The methods whose maps every run carries, all from one forward and one backward pass. */
export type MethodId = 'positiveGradCam' | 'gradCam' | 'layerCam';

/** The methods that are computed when asked for, from what the last run kept. */
export type DerivedMethodId =
  | 'gradCamPlusPlus'
  | 'xGradCam'
  | 'hiResCam'
  | 'elementWise'
  | 'eigenCam'
  | 'eigenGradCam'
  | 'fullGrad'
  | 'scoreCam'
  | 'ablationCam';

export type CamMethodId = MethodId | DerivedMethodId;

/**
 * What a method gives: a map for each layer, one for the whole network, or one for each layer that is asked for
 * by itself, because each costs many runs of the network.
 */
export type MethodExtent = 'layers' | 'network' | 'singleLayer';

export interface MethodFacts {
  readonly title: string;
  /** For people: what it does, in one sentence or two. */
  readonly explanation: string;
  /** In the notation of docs/mathematics.md: A_k is channel k of the activation, g_k its gradient. */
  readonly formula: string;
  readonly paper: { readonly href: string; readonly text: string };
  readonly extent: MethodExtent;
}

const gradCamPaper = 'https://arxiv.org/abs/1610.02391';
const implementation = 'https://github.com/jacobgil/pytorch-grad-cam';

/** In the order in which they are offered: those of every run first, of which the first is the default. */
export const methodCatalogue = {
  positiveGradCam: {
    title: 'Grad-CAM, positive sections',
    explanation:
      'Grad-CAM that weighs each channel only by the places where it is active and speaks for the class. Made for the average over all layers, which finds the object; that of Grad-CAM as published does not.',
    formula: 'Σ_k w_k A_k, w_k = mean_ij [A_k > 0][g_k > 0] g_k',
    paper: { href: gradCamPaper, text: 'Builds on Grad-CAM, Selvaraju et al. 2016' },
    extent: 'layers',
  },
  gradCam: {
    title: 'Grad-CAM, as published',
    explanation:
      'The paper’s method: each channel is weighed by the mean of its gradient. Made for the last convolution; in early layers the mean often says little.',
    formula: 'Σ_k α_k A_k, α_k = mean_ij g_k',
    paper: { href: gradCamPaper, text: 'Selvaraju et al. 2016' },
    extent: 'layers',
  },
  layerCam: {
    title: 'LayerCAM',
    explanation:
      'Weighs every cell by its own positive gradient instead of one weight per channel. Finer detail in early layers, and an average over all of them that finds the object.',
    formula: 'Σ_k relu(g_k) ⊙ A_k',
    paper: {
      href: 'https://ieeexplore.ieee.org/document/9462463',
      text: 'Jiang et al., IEEE Transactions on Image Processing 2021',
    },
    extent: 'layers',
  },
  gradCamPlusPlus: {
    title: 'Grad-CAM++',
    explanation:
      'Weighs each channel by its positive gradients, places with small gradients more. Made so that several objects of a class are all found.',
    formula: 'Σ_k w_k A_k, w_k = Σ_ij relu(g_k) / (2 + relu(Σ_ij A_k)·relu(g_k))',
    paper: { href: 'https://arxiv.org/abs/1710.11063', text: 'Chattopadhyay et al. 2017' },
    extent: 'layers',
  },
  xGradCam: {
    title: 'XGrad-CAM',
    explanation:
      'Weighs the gradient at each place by how active the channel is there, so that the weights add up to the score as nearly as they can.',
    formula: 'Σ_k w_k A_k, w_k = Σ_ij (g_k A_k) / Σ_ij A_k',
    paper: { href: 'https://arxiv.org/abs/2008.02312', text: 'Fu et al. 2020' },
    extent: 'layers',
  },
  hiResCam: {
    title: 'HiResCAM',
    explanation:
      'Multiplies activation and gradient at every place and averages nothing away: what each place adds to the score, exactly for the last layer, elsewhere to first order.',
    formula: 'Σ_k g_k ⊙ A_k',
    paper: { href: 'https://arxiv.org/abs/2011.08891', text: 'Draelos & Carin 2020' },
    extent: 'layers',
  },
  elementWise: {
    title: 'Element-wise Grad-CAM',
    explanation:
      'Like HiResCAM, but what speaks against the class is dropped in each channel before the channels are added up.',
    formula: 'Σ_k relu(g_k ⊙ A_k)',
    paper: { href: implementation, text: 'As in pytorch-grad-cam' },
    extent: 'layers',
  },
  eigenCam: {
    title: 'Eigen-CAM',
    explanation:
      'The strongest common pattern of all channels (their first principal component). It knows no class: it is the same for cat and dog. Best behind a ReLU; elsewhere its sign says little.',
    formula: 'first principal component of A (cells × channels, centred)',
    paper: { href: 'https://arxiv.org/abs/2008.00299', text: 'Muhammad & Yeasin 2020' },
    extent: 'layers',
  },
  eigenGradCam: {
    title: 'EigenGrad-CAM',
    explanation: 'Eigen-CAM on activation times gradient, so that the pattern is one of the class.',
    formula: 'first principal component of g ⊙ A (cells × channels, centred)',
    paper: { href: implementation, text: 'As in pytorch-grad-cam' },
    extent: 'layers',
  },
  fullGrad: {
    title: 'FullGrad',
    explanation:
      'One map for the whole network, from the gradients of the photo and of every bias. It has no maps of single layers.',
    formula: 'Σ_l Σ_c ψ(abs(b_c ⊙ g_l,c)) + Σ_c ψ(abs(x_c ⊙ ∂y/∂x_c)), ψ = min-max, then resize',
    paper: { href: 'https://arxiv.org/abs/1905.00780', text: 'Srinivas & Fleuret 2019' },
    extent: 'network',
  },
  scoreCam: {
    title: 'Score-CAM',
    explanation:
      'Without gradients: shows the network the photo through each channel and asks how sure it still is. Slow, so one layer at a time, best one behind a ReLU.',
    formula: 'Σ_k w_k A_k, w = softmax_k y(x ⊙ minmax(resize A_k)), the 64 most varying channels',
    paper: { href: 'https://arxiv.org/abs/1910.01279', text: 'Wang et al. 2019' },
    extent: 'singleLayer',
  },
  ablationCam: {
    title: 'Ablation-CAM',
    explanation:
      'Without gradients: switches each channel off and asks how much the score falls. Slow, so one layer at a time.',
    formula: 'Σ_k w_k A_k, w_k = (y − y with A_k := 0)/abs(y), the 64 most varying channels',
    paper: {
      href: 'https://openaccess.thecvf.com/content_WACV_2020/html/Desai_Ablation-CAM_Visual_Explanations_for_Deep_Convolutional_Network_via_Gradient-free_Localization_WACV_2020_paper.html',
      text: 'Desai & Ramaswamy, WACV 2020',
    },
    extent: 'singleLayer',
  },
} as const satisfies Record<CamMethodId, MethodFacts>;

/** All twelve. Object.keys cannot know that the table has no other keys. */
export const camMethodIds = Object.keys(methodCatalogue) as readonly CamMethodId[];
export const instantMethodIds: readonly MethodId[] = ['positiveGradCam', 'gradCam', 'layerCam'];
export const derivedMethodIds: readonly DerivedMethodId[] = camMethodIds.filter(isDerived);

export function isDerived(method: CamMethodId): method is DerivedMethodId {
  return instantMethodIds.every((id) => id !== method);
}

export function extentOf(method: CamMethodId): MethodExtent {
  return methodCatalogue[method].extent;
}
