import { FolderInput } from 'lucide-react';
import screen from '../DataSetScreen.module.css';
import { ChooseButtons } from './ChooseButtons.tsx';
import styles from './EmptyState.module.css';

/** Before there is a set: what this is for, and the ways in. */
export function EmptyState() {
  return (
    <main className={screen.scroller}>
      <div className={screen.column}>
        <h2 className={screen.title}>Measure the model on a folder of your pictures</h2>
        <p className={screen.soft}>
          See how often the model is right, which pictures it gets wrong, and open any of them to see why.
        </p>
        <div className={styles.zone}>
          <FolderInput size={40} strokeWidth={1.25} aria-hidden className={styles.icon} />
          <p className={styles.invitation}>Drop a folder here</p>
          <div className={screen.actions}>
            <ChooseButtons />
          </div>
          <p className={screen.small}>Nothing is uploaded. Your files stay on this computer, unchanged.</p>
        </div>
        <div>
          <h3>Where labels come from</h3>
          <ul className={styles.rules}>
            <li>From a table beside the pictures (CSV or TSV) with a file name and a label in each line.</li>
            <li>From folders that are called after a class, such as “cats” and “dogs”.</li>
            <li>From file names that begin with a class, such as “cat.12.jpg”.</li>
          </ul>
          <p className={screen.soft}>
            You see what was found before anything runs, and can change it. Without labels you can still
            browse the answers.
          </p>
        </div>
      </div>
    </main>
  );
}
