export interface Delivery {
  id: string;
  topic: string;
  triggeredAt: string;
  state: 'pending' | 'delivered' | 'failed' | 'dropped';
  attempts: number;
  nextAttemptAt: number | null;
  lastStatus: number | null;
  lastError: string | null;
  lastTook: number | null;
}

const colours = { pending: 'warn', delivered: 'good', failed: 'bad', dropped: 'bad' } as const;

export function showDeliveries(
  body: HTMLElement,
  deliveries: Delivery[],
  zone: string,
  again: (button: HTMLButtonElement, id: string) => void,
): void {
  const told = JSON.stringify(deliveries);
  if (body.dataset['told'] === told) return;
  body.dataset['told'] = told;
  const time = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: zone,
  });
  const cell = (...content: (string | Node)[]): HTMLTableCellElement => {
    const made = document.createElement('td');
    made.append(...content);
    return made;
  };
  const row = (delivery: Delivery): HTMLTableRowElement => {
    const state = document.createElement('span');
    state.className = `pill ${colours[delivery.state]}`;
    state.textContent = delivery.state;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet small';
    button.textContent = 'Again';
    button.ariaLabel = `Deliver ${delivery.topic} again`;
    button.addEventListener('click', () => again(button, delivery.id));
    const retry =
      delivery.state === 'pending' && delivery.attempts > 0 && delivery.nextAttemptAt
        ? ` next ${time.format(delivery.nextAttemptAt)}`
        : '';
    const answer =
      delivery.lastError ?? (delivery.lastStatus ? `${delivery.lastStatus} in ${delivery.lastTook ?? '?'} ms` : '—');
    const made = document.createElement('tr');
    made.append(
      cell(delivery.topic),
      cell(state, retry),
      cell(String(delivery.attempts)),
      cell(answer),
      cell(time.format(new Date(delivery.triggeredAt))),
      cell(button),
    );
    return made;
  };
  const none = document.createElement('tr');
  none.append(cell('Nothing has happened yet.'));
  body.replaceChildren(...(deliveries.length > 0 ? deliveries.map(row) : [none]));
}
