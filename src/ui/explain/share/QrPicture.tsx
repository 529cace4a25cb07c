import styles from './QrPicture.module.css';
import type { QrCode } from './qrCode.ts';

/** A QR code: always dark on white, which is what every reader knows. */
export function QrPicture({ code, label }: { code: QrCode; label: string }) {
  return (
    <svg
      viewBox={`0 0 ${code.size} ${code.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className={styles.code}
    >
      <rect width={code.size} height={code.size} fill="#ffffff" />
      <path d={code.path} fill="#000000" />
    </svg>
  );
}
