import { Component, type ReactNode } from 'react';
import buttons from '../controls/Button.module.css';
import styles from './ErrorBoundary.module.css';

interface ErrorBoundaryState {
  readonly failed: boolean;
}

/** What is left to say when drawing the interface itself failed. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override readonly state: ErrorBoundaryState = { failed: false };

  static getDerivedStateFromError(): ErrorBoundaryState {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className={styles.fallback}>
        <h1>StrataCAM stopped</h1>
        <p>
          The page could not be drawn: a fault of the program, not of your pictures, which never left this
          computer. Reload the page to go on; the address keeps your view.
        </p>
        <button type="button" className={buttons.primary} onClick={() => location.reload()}>
          Reload the page
        </button>
      </main>
    );
  }
}
