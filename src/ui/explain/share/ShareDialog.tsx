import { Dialog } from '@base-ui/react/dialog';
import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { encodeLink } from '../../../state/explain/address/link.ts';
import { fitsLink } from '../../../state/explain/address/marksCode.ts';
import type { App } from '../../../state/explain/app.ts';
import { isMarked, type Marks, noMarks } from '../../../state/explain/pictures/marks.ts';
import buttons from '../../controls/Button.module.css';
import { DialogFrame } from '../../controls/DialogFrame.tsx';
import { Disclosure } from '../../controls/Disclosure.tsx';
import { useApp } from '../AppContext.tsx';
import { embedAddress, embedSnippet, isOnlyHere, linkAddress } from './addresses.ts';
import { CopyField } from './CopyField.tsx';
import { PictureChoice } from './PictureChoice.tsx';
import { QrPicture } from './QrPicture.tsx';
import { QrScreen } from './QrScreen.tsx';
import { makeQrCode } from './qrCode.ts';
import styles from './ShareDialog.module.css';

interface ShareDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** The view as a link, as a QR code and as a frame for another page. */
export function ShareDialog({ open, onOpenChange }: ShareDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame title="Share this view">
        <Contents />
      </DialogFrame>
    </Dialog.Root>
  );
}

/** What is shared is the view at the moment of opening, though layers may play on behind. */
function sharedView({ store, marksOf }: App) {
  const { view, pictures, currentPictureId } = store.getState();
  const picture = pictures.find(({ id }) => id === currentPictureId) ?? null;
  return { view, picture, marks: picture === null ? noMarks : marksOf(picture.id) };
}

function Contents() {
  const app = useApp();
  const [{ view, picture, marks }] = useState(() => sharedView(app));
  const [copy, setCopy] = useState<Uint8Array | null>(null);
  // Without its picture, what was drawn on it is of no use.
  const goesAlong = view.sample === null && copy === null ? noMarks : marks;
  const fragment = encodeLink(view, copy, goesAlong);
  const address = linkAddress(location, fragment);
  const isLocal = isOnlyHere(location);
  const isUnsent = view.sample === null && copy === null;
  return (
    <div className={styles.contents} data-local={isLocal || undefined}>
      <section className={styles.link} aria-label="Link">
        <Dialog.Description className={styles.soft}>
          {contentsWords(view.sample !== null, goesAlong)}
        </Dialog.Description>
        {view.sample === null && picture !== null && <PictureChoice picture={picture} onCopy={setCopy} />}
        <CopyField label="Link to this view" text={address} action="Copy link" primary />
        {'share' in navigator && <NativeShare address={address} />}
        {isLocal && (
          <p className={styles.soft}>
            This copy of StrataCAM runs on this computer alone, so its links open only here, and no phone can
            open them. Put the page on a host to share views: docs/hosting.md says how.
          </p>
        )}
      </section>
      {!isLocal && <Code address={address} isShorterWithout={copy !== null} />}
      <div className={styles.embed}>
        <Disclosure title="Embed in a web page">
          <div className={styles.snippet}>
            <p className={styles.soft}>
              The views and the slider in a frame. It loads the model when it is scrolled to, and sends
              nothing anywhere.
            </p>
            {isUnsent ? (
              <p>
                There would be no photo in the frame. Choose “Your photo, as a small copy” above to have one.
              </p>
            ) : (
              <CopyField
                label="HTML of the frame"
                text={embedSnippet(
                  embedAddress(location, fragment),
                  view.sample === null ? null : (picture?.name ?? null),
                )}
                action="Copy HTML"
                rows={5}
              />
            )}
          </div>
        </Disclosure>
      </div>
    </div>
  );
}

/** The link for a camera before the screen. */
function Code({ address, isShorterWithout }: { address: string; isShorterWithout: boolean }) {
  const code = makeQrCode(address);
  return (
    <section className={styles.qr} aria-label="QR code">
      {code === null ? (
        <p className={styles.tooLong}>
          {`This link is too long for a QR code that phones can read.${isShorterWithout ? ' Without the picture in it, it fits.' : ''}`}
        </p>
      ) : (
        <>
          <QrPicture code={code} label={`QR code of the link ${address}`} />
          <QrScreen code={code} address={address} />
        </>
      )}
    </section>
  );
}

/** What the link says of the view. */
function contentsWords(namesPicture: boolean, marks: Marks): string {
  const picture = namesPicture ? 'the picture’s name, ' : '';
  const drawn = isMarked(marks) ? ', and what you drew on the picture' : '';
  const missing = fitsLink(marks.strokes) ? '' : ' What was painted into the mask is too much for a link.';
  return `The link carries ${picture}the class, the method, the layer and the look${drawn}. Whoever opens it computes the maps on their own computer.${missing}`;
}

/** The system's own way of sharing, on phones above all. */
function NativeShare({ address }: { address: string }) {
  // Who closes the system's sheet knows that nothing was shared.
  const share = () => void navigator.share({ title: 'StrataCAM', url: address }).catch(() => undefined);
  return (
    <button type="button" className={`${buttons.button} ${styles.native}`} onClick={share}>
      <Share2 size={16} strokeWidth={1.75} aria-hidden />
      <span>Share with…</span>
    </button>
  );
}
