import { LOOK_EVERY, readOffset } from './offset-file.ts';
import { SHIFTED_TIME, type ShiftedTime } from './real-time.ts';

const ANNOUNCE_EVERY = 200;

/**
 * Makes `Date` (and `Temporal.Now`, where there is one) tell the shop's time. When the offset changes
 * the process emits `clock-moved`, for whoever sleeps until a time that may now have come.
 */
export function shiftDate(file: string): void {
  const RealDate = globalThis.Date;
  const realNow = RealDate.now.bind(RealDate);
  let offset = readOffset(file);
  let lookedAt = performance.now();

  const refresh = () => {
    lookedAt = performance.now();
    offset = readOffset(file);
  };
  const now = () => {
    if (performance.now() - lookedAt >= LOOK_EVERY) refresh();
    return realNow() + offset;
  };

  const ShiftedDate: DateConstructor = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget): Date =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === ShiftedDate ? target : newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.now = now;
  // `someDate.constructor === Date` must stay true.
  Object.defineProperty(RealDate.prototype, 'constructor', { value: ShiftedDate });
  globalThis.Date = ShiftedDate;
  shiftTemporal(now);

  const shifted: ShiftedTime = { realNow, refresh };
  Object.defineProperty(globalThis, SHIFTED_TIME, { value: shifted });

  let announced = offset;
  setInterval(() => {
    refresh();
    if (offset === announced) return;
    announced = offset;
    (process as NodeJS.EventEmitter).emit('clock-moved');
  }, ANNOUNCE_EVERY).unref();
}

interface TemporalInstant {
  toZonedDateTimeISO(zone: string): { toPlainDate(): unknown; toPlainTime(): unknown; toPlainDateTime(): unknown };
}
interface NativeTemporal {
  Instant: { fromEpochMilliseconds(at: number): TemporalInstant };
  Now: Record<string, unknown> & { timeZoneId(): string };
}

/** Polyfills of Temporal ask `Date.now`; only a native one has a clock of its own. */
function shiftTemporal(now: () => number): void {
  const native = (globalThis as { Temporal?: NativeTemporal }).Temporal;
  if (!native) return;
  const instant = () => native.Instant.fromEpochMilliseconds(now());
  const zoned = (zone = native.Now.timeZoneId()) => instant().toZonedDateTimeISO(zone);
  Object.assign(native.Now, {
    instant,
    zonedDateTimeISO: zoned,
    plainDateISO: (zone?: string) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone?: string) => zoned(zone).toPlainTime(),
    plainDateTimeISO: (zone?: string) => zoned(zone).toPlainDateTime(),
  });
}
