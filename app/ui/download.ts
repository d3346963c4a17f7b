/** Fetches through App Bridge (which signs the request) and saves what comes: a plain link would carry no session. */
export async function download(address: string, name: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`the download answered ${answer.status}`);
  saveFile(await answer.blob(), name);
}

export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
