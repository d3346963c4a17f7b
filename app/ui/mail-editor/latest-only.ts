/**
 * Asks one question at a time; of those that came meanwhile only the newest is asked next. So every answer is as fresh
 * as the other side is quick, and none is ever put off for as long as somebody types.
 */
export function createLatestOnly<Question>(ask: (question: Question) => Promise<void>): (question: Question) => void {
  let waiting: { question: Question } | null = null;
  let underWay = false;
  const next = async () => {
    while (waiting) {
      const { question } = waiting;
      waiting = null;
      await ask(question);
    }
    underWay = false;
  };
  return (question) => {
    waiting = { question };
    if (underWay) return;
    underWay = true;
    void next();
  };
}
