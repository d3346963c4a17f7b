// Stands in for the browser's push: a push service of the outside cannot be reached from here, and would send nothing to
// a page on this machine. Permission is asked for as a browser does: after a press, once, and the answer is kept.
(() => {
  if (!('PushManager' in window) || !('Notification' in window)) return;
  const SAID = 'devstore push permission';
  const KEPT = 'devstore push subscription';
  const said = () => localStorage.getItem(SAID) || 'default';

  Object.defineProperty(Notification, 'permission', { configurable: true, get: said });
  Notification.requestPermission = async () => {
    // without a press browsers leave the question unasked
    if (said() === 'default' && navigator.userActivation?.isActive !== false)
      localStorage.setItem(SAID, confirm(`${location.host} wants to show notifications.`) ? 'granted' : 'denied');
    return said();
  };

  const text = (key) =>
    typeof key === 'string'
      ? key
      : btoa(String.fromCharCode(...new Uint8Array(key.buffer || key)))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '');

  const subscription = (kept) => ({
    ...kept,
    expirationTime: null,
    options: { userVisibleOnly: true, applicationServerKey: kept.applicationServerKey },
    toJSON: () => ({ endpoint: kept.endpoint, expirationTime: null, keys: kept.keys }),
    async unsubscribe() {
      localStorage.removeItem(KEPT);
      await fetch(`/push-service/subscriptions/${kept.id}`, { method: 'DELETE' });
      return true;
    },
  });

  const kept = () => JSON.parse(localStorage.getItem(KEPT) || 'null');
  PushManager.prototype.getSubscription = async () => kept() && subscription(kept());
  PushManager.prototype.permissionState = async () => (said() === 'default' ? 'prompt' : said());
  PushManager.prototype.subscribe = async (options) => {
    if (said() !== 'granted') throw new DOMException('Registration failed - permission denied', 'NotAllowedError');
    const applicationServerKey = text(options.applicationServerKey);
    const before = kept();
    if (before && before.applicationServerKey !== applicationServerKey)
      throw new DOMException('A subscription with a different key exists', 'InvalidStateError');
    if (before) return subscription(before);
    const answer = await fetch('/push-service/subscriptions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ applicationServerKey }),
    });
    if (!answer.ok) throw new DOMException('Registration failed - push service error', 'AbortError');
    const fresh = { ...(await answer.json()), applicationServerKey };
    localStorage.setItem(KEPT, JSON.stringify(fresh));
    return subscription(fresh);
  };
})();
