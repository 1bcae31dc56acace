package org.ebbflow.hal.gpio;

/**
 * A contact that counts only after it stood for a time.
 *
 * @param level what it shows now
 * @param sinceNs since when
 * @param stable what counts
 */
record Debounce(boolean level, long sinceNs, boolean stable) {

    static final Debounce RELEASED = new Debounce(false, 0, false);

    /** After a look. */
    Debounce seen(boolean now, int standingMs, long nowNs) {
        if (now != level) {
            return new Debounce(now, nowNs, stable);
        }
        boolean stands = nowNs - sinceNs >= standingMs * 1_000_000L;
        return stands ? new Debounce(level, sinceNs, level) : this;
    }
}
