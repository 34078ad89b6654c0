import { type Figure, toSvg } from '@dosis/evidence/plot'

/** A name that every disk takes. */
export const fileName = (title: string): string =>
  title
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80) || 'dosis'

/** Gives the reader a file; nothing leaves the device. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export const saveText = (name: string, text: string, type: string): void =>
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }))

/** Browsers draw no canvas larger than this, pixels in a row. */
const largestSide = 8_192

/**
 * The picture as PNG, twice its size, on paper.
 * @throws {Error} when the browser cannot draw it
 */
export async function toPng(figure: Figure): Promise<Blob> {
  const scale = Math.min(2, largestSide / Math.max(figure.width, figure.height))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toSvg(figure))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(figure.width * scale)
  canvas.height = Math.round(figure.height * scale)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('the browser draws no canvas')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the browser makes no PNG')) : resolve(blob)),
      'image/png',
    ),
  )
}
