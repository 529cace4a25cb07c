/** What the methods are called on the screen, what they do in two lines, and who published them. */
import type { CamMethodId } from '../../state/methodMaps.ts';

export interface MethodWords {
  readonly title: string;
  readonly explanation: string;
  readonly paper: { readonly href: string; readonly text: string };
}

const gradCamPaper = 'https://arxiv.org/abs/1610.02391';
const implementation = 'https://github.com/jacobgil/pytorch-grad-cam';

export const methodWords: Readonly<Record<CamMethodId, MethodWords>> = {
  positiveGradCam: {
    title: 'Grad-CAM, positive sections',
    explanation:
      'Grad-CAM that weighs each channel only by the places where it is active and speaks for the class. It stays readable in every layer, so the average over layers does too.',
    paper: { href: gradCamPaper, text: 'Builds on Grad-CAM, Selvaraju et al. 2016' },
  },
  gradCam: {
    title: 'Grad-CAM, as published',
    explanation:
      'The paper’s method: each channel is weighed by the mean of its gradient. Made for the last convolution; in early layers the mean often says little.',
    paper: { href: gradCamPaper, text: 'Selvaraju et al. 2016' },
  },
  layerCam: {
    title: 'LayerCAM',
    explanation:
      'Weighs every cell by its own positive gradient instead of one weight per channel. Finer detail in early layers.',
    paper: {
      href: 'https://ieeexplore.ieee.org/document/9462463',
      text: 'Jiang et al., IEEE Transactions on Image Processing 2021',
    },
  },
  gradCamPlusPlus: {
    title: 'Grad-CAM++',
    explanation:
      'Weighs each channel by its positive gradients, places with small gradients more. Made so that several objects of a class are all found.',
    paper: { href: 'https://arxiv.org/abs/1710.11063', text: 'Chattopadhyay et al. 2017' },
  },
  xGradCam: {
    title: 'XGrad-CAM',
    explanation:
      'Weighs the gradient at each place by how active the channel is there, so that the weights add up to the score as nearly as they can.',
    paper: { href: 'https://arxiv.org/abs/2008.02312', text: 'Fu et al. 2020' },
  },
  hiResCam: {
    title: 'HiResCAM',
    explanation:
      'Multiplies activation and gradient at every place and averages nothing away: it shows exactly what the layer adds to the score.',
    paper: { href: 'https://arxiv.org/abs/2011.08891', text: 'Draelos & Carin 2020' },
  },
  elementWise: {
    title: 'Element-wise Grad-CAM',
    explanation:
      'Like HiResCAM, but what speaks against the class is dropped in each channel before the channels are added up.',
    paper: { href: implementation, text: 'As in pytorch-grad-cam' },
  },
  eigenCam: {
    title: 'Eigen-CAM',
    explanation:
      'The strongest common pattern of all channels (their first principal component). It knows no class: it is the same for cat and dog.',
    paper: { href: 'https://arxiv.org/abs/2008.00299', text: 'Muhammad & Yeasin 2020' },
  },
  eigenGradCam: {
    title: 'EigenGrad-CAM',
    explanation: 'Eigen-CAM on activation times gradient, so that the pattern is one of the class.',
    paper: { href: implementation, text: 'As in pytorch-grad-cam' },
  },
  fullGrad: {
    title: 'FullGrad',
    explanation:
      'One map for the whole network, from the gradients of the photo and of every bias. It has no maps of single layers.',
    paper: { href: 'https://arxiv.org/abs/1905.00780', text: 'Srinivas & Fleuret 2019' },
  },
  scoreCam: {
    title: 'Score-CAM',
    explanation:
      'Without gradients: shows the network the photo through each channel and asks how sure it still is. Slow, so one layer at a time.',
    paper: { href: 'https://arxiv.org/abs/1910.01279', text: 'Wang et al. 2019' },
  },
  ablationCam: {
    title: 'Ablation-CAM',
    explanation:
      'Without gradients: switches each channel off and asks how much the score falls. Slow, so one layer at a time.',
    paper: {
      href: 'https://openaccess.thecvf.com/content_WACV_2020/html/Desai_Ablation-CAM_Visual_Explanations_for_Deep_Convolutional_Network_via_Gradient-free_Localization_WACV_2020_paper.html',
      text: 'Desai & Ramaswamy, WACV 2020',
    },
  },
};
