package org.ebbflow.hal.modbus;

import java.util.Optional;

/**
 * A device on a bus. All calls come from the bus thread, one at a time; only what a device says it
 * hands over to other threads may be touched from there.
 */
public interface BusDevice {
    /** What messages call the device, for example "safety board". */
    String name();

    /** The most urgent work that is due; asking changes nothing. */
    Optional<Work> due(long nowNs);

    /** When {@link #due} may hold something unless an event comes before; never in the past. */
    long nextDueNs(long nowNs);

    /**
     * The answer to the work that {@link #due} last gave.
     *
     * @param values registers read, empty after a write
     * @param sentNs instant just before the request was sent
     */
    void answered(Work work, int[] values, long sentNs);

    /** The work that {@link #due} last gave failed. */
    void failed(Work work, BusFault fault, long nowNs);

    /** The bus itself is down. */
    void unreachable(String why, long nowNs);
}
