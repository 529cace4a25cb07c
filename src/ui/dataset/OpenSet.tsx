import screen from './DataSetScreen.module.css';
import { Gallery } from './gallery/Gallery.tsx';
import { Problems } from './labels/Problems.tsx';
import { Numbers } from './numbers/Numbers.tsx';
import { RunBar } from './run/RunBar.tsx';

/** A set with confirmed labels: the run above, numbers and matrix beside the gallery that they choose for. */
export function OpenSet() {
  return (
    <main className={screen.open}>
      <RunBar />
      <section className={screen.panel} aria-label="Numbers">
        <Numbers />
        <Problems />
      </section>
      <Gallery />
    </main>
  );
}
