/** Systems cut what is longer; whoever writes should see it. */
const SHOWN_TITLE = 50;
const SHOWN_TEXT = 120;

interface Props {
  title: string;
  text: string;
  /** an address of a picture; empty: none */
  picture: string;
  /** whose it is */
  from: string;
}

/** A push as a system would show it, drawn: each has its own look, and this is what they have in common. */
export function NotificationCard({ title, text, picture, from }: Props) {
  return (
    <div className="notification">
      {picture.startsWith('https://') && <img src={picture} alt="" className="notification-picture" />}
      <div className="notification-words">
        <span className="notification-bell" aria-hidden="true">
          <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" focusable="false">
            <path
              d="M10 2.5a5 5 0 0 0-5 5c0 4-1.5 5.5-1.5 6.5h13c0-1-1.5-2.5-1.5-6.5a5 5 0 0 0-5-5ZM8 16.5a2 2 0 0 0 4 0"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </span>
        <div>
          <strong>{cut(title || from, SHOWN_TITLE)}</strong>
          <p>{cut(text, SHOWN_TEXT)}</p>
          <small>{from}</small>
        </div>
      </div>
    </div>
  );
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
