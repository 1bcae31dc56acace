package org.ebbflow.hal.modbus;

/**
 * What a device wants to do on its bus now.
 *
 * @param urgency more urgent work of any device goes first
 * @param dueNs monotonic instant since when it is due; within one urgency the longest due goes
 *     first
 * @param transaction the request
 */
public record Work(Urgency urgency, long dueNs, Transaction transaction) {

    /** Order of work on a bus; the first is the most urgent. */
    public enum Urgency {
        /** Opens contactors or switches a stage off. */
        STOP,
        /** Set points, heartbeats, and the poll of the safety board. */
        COMMAND,
        /** Other polls. */
        READ
    }

    /** Whether this goes before {@code other}. */
    boolean isBefore(Work other) {
        int byUrgency = urgency.compareTo(other.urgency);
        return byUrgency != 0 ? byUrgency < 0 : dueNs - other.dueNs < 0;
    }
}
