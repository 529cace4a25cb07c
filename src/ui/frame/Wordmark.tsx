import styles from './HeaderBar.module.css';

/** Three offset strata and the name. */
export function Wordmark() {
  return (
    <h1 className={styles.wordmark}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
        <path d="M12 3 22 8 12 13 2 8Z" fill="currentColor" />
        <path d="m4.6 11.2 7.4 3.7 7.4-3.7L22 12.5 12 17.5 2 12.5Z" fill="currentColor" opacity="0.6" />
        <path d="m4.6 15.7 7.4 3.7 7.4-3.7L22 17 12 22 2 17Z" fill="currentColor" opacity="0.3" />
      </svg>
      <span translate="no">
        Strata<span className={styles.cam}>CAM</span>
      </span>
    </h1>
  );
}
