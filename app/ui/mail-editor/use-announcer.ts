import { useCallback, useState } from 'react';

/** What has just been done, for those who hear the page. The same words twice are said twice. */
export function useAnnouncer() {
  const [said, setSaid] = useState({ words: '', turn: 0 });
  const announce = useCallback((words: string) => setSaid(({ turn }) => ({ words, turn: turn + 1 })), []);
  return { said: said.turn % 2 === 0 ? said.words : `${said.words} `, announce };
}
