import { Info, TriangleAlert, X } from 'lucide-react';
import { useEffect } from 'react';
import { takeIn } from '../../../intake/takeIn.ts';
import type { Notice } from '../../../state/explain/notice.ts';
import buttons from '../../controls/Button.module.css';
import { IconButton } from '../../controls/IconButton.tsx';
import { failureMessage } from '../../words/failureMessages.ts';
import { useApp, useAppState } from '../AppContext.tsx';
import { blockingFailure } from './blockingFailure.ts';
import styles from './Notices.module.css';
import { UpdateNotice } from './UpdateNotice.tsx';

/** Problems and offers stay until they are dismissed; news goes by itself. */
const NEWS_MS = 9000;

/** Short messages above everything else, the newest last. */
export function Notices() {
  const { actions } = useApp();
  const all = useAppState((state) => state.notices);
  const blocking = useAppState(blockingFailure);
  // What already covers the stages need not be said twice.
  const notices = all.filter(({ content }) => !('failure' in content) || content.failure !== blocking);
  // Several full sentences would cover the stages: then the titles stand alone, and open on demand.
  const isCrowded = notices.filter(({ kind }) => kind === 'problem').length > 1;
  return (
    <div className={styles.notices}>
      <ul className={styles.list} aria-label="Messages" aria-live="polite">
        {notices.map((notice) => (
          <NoticeItem key={notice.id} notice={notice} isCrowded={isCrowded} />
        ))}
        <UpdateNotice />
      </ul>
      {notices.length > 1 && (
        <button
          type="button"
          className={`${buttons.button} ${styles.all}`}
          onClick={() => {
            for (const { id } of notices) actions.dismissNotice(id);
          }}
        >
          Dismiss all
        </button>
      )}
    </div>
  );
}

function NoticeItem({ notice, isCrowded }: { notice: Notice; isCrowded: boolean }) {
  const { actions } = useApp();
  const { id, kind, content, canUndo, offer, files } = notice;
  const stays = kind === 'problem' || offer !== undefined || files !== undefined;
  // News about a picture that is still on its way would be gone before there is anything to see.
  const isStarting = useAppState(({ engine, shown }) => engine.phase !== 'failed' && shown === null);
  useEffect(() => {
    if (stays || isStarting) return;
    const timer = setTimeout(() => actions.dismissNotice(id), NEWS_MS);
    return () => clearTimeout(timer);
  }, [actions, id, stays, isStarting]);
  const Icon = kind === 'problem' ? TriangleAlert : Info;
  return (
    <li className={styles.notice} data-kind={kind}>
      <Icon size={18} strokeWidth={1.75} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <NoticeWords content={content} isFolded={isCrowded} />
        {offer !== undefined && (
          <button
            type="button"
            className={`${buttons.button} ${styles.offer}`}
            onClick={() => actions.takeOffer(id)}
          >
            Show it as it was
          </button>
        )}
        {files !== undefined && (
          <button
            type="button"
            className={`${buttons.button} ${styles.offer}`}
            onClick={() => {
              actions.dismissNotice(id);
              void takeIn(files, actions);
            }}
          >
            Open
          </button>
        )}
      </div>
      {canUndo && (
        <button
          type="button"
          className={buttons.quiet}
          onClick={() => {
            actions.undo();
            actions.dismissNotice(id);
          }}
        >
          Undo
        </button>
      )}
      <IconButton icon={X} label="Dismiss" onClick={() => actions.dismissNotice(id)} />
    </li>
  );
}

function NoticeWords({ content, isFolded }: { content: Notice['content']; isFolded: boolean }) {
  if ('text' in content) return <p>{content.text}</p>;
  const { title, sentence, nextStep } = failureMessage(content.failure);
  const heading =
    content.subject === '' ? (
      <span>{title}</span>
    ) : (
      <>
        <bdi translate="no">{content.subject}</bdi>
        <span>{`: ${title.charAt(0).toLowerCase()}${title.slice(1)}`}</span>
      </>
    );
  const explanation = <p>{`${sentence} ${nextStep}`}</p>;
  if (isFolded) {
    return (
      <details>
        <summary className={styles.title}>{heading}</summary>
        {explanation}
      </details>
    );
  }
  return (
    <>
      <p className={styles.title}>{heading}</p>
      {explanation}
    </>
  );
}
