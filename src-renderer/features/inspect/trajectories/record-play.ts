import { FIELD_SIZE } from './field-picture';

/** As the tracking data: ten frames a second. */
const FRAME_MS = 100;
/** The end stays on screen so long. */
const END_FRAMES = 10;

/**
 * Films pictures as WebM, in real time.
 *
 * @param pictures SVG texts, one a frame
 * @throws Error when this system cannot record, or a picture cannot be drawn
 */
export async function recordPlay(pictures: readonly string[]): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = FIELD_SIZE.width;
  canvas.height = FIELD_SIZE.height;
  const context = canvas.getContext('2d')!;
  const images = await Promise.all(pictures.map(loadSvg));
  context.drawImage(images[0]!, 0, 0);
  const recorder = new MediaRecorder(canvas.captureStream(1000 / FRAME_MS), { mimeType: 'video/webm' });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise<void>((resolve) => (recorder.onstop = () => resolve()));
  recorder.start();
  for (const image of [...images, ...Array.from({ length: END_FRAMES }, () => images.at(-1)!)]) {
    context.drawImage(image, 0, 0);
    await new Promise((resolve) => setTimeout(resolve, FRAME_MS));
  }
  recorder.stop();
  await ended;
  return new Blob(parts, { type: 'video/webm' });
}

async function loadSvg(svg: string): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}
