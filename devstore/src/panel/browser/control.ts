/** Calls the control API and throws its own words when it refuses. */
export async function control<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(
    `/devstore${path}`,
    body === undefined
      ? undefined
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  );
  const answer = (await response.json().catch(() => ({}))) as T & { error?: string };
  if (!response.ok) throw new Error(answer.error ?? `The devstore answered ${response.status}.`);
  return answer;
}

export async function remove(path: string): Promise<void> {
  const response = await fetch(`/devstore${path}`, { method: 'DELETE' });
  if (response.ok) return;
  const answer = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(answer.error ?? `The devstore answered ${response.status}.`);
}
