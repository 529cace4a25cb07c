export type DrawingContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
