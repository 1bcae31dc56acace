package org.ebbflow.controller.energy;

/**
 * What a session asks of the connector in one cycle.
 *
 * @param locked whether the connector is to be locked
 */
public record ConnectorRequest(Pilot pilot, boolean locked) {

    public static final ConnectorRequest IDLE = new ConnectorRequest(new Pilot.X1(), false);

    /** Wish for the control pilot. @source IEC 61851-1 Annex A */
    public sealed interface Pilot {
        /** Steady +12 V, no offer. */
        record X1() implements Pilot {}

        /** 5 % duty: digital communication. */
        record Digital() implements Pilot {}

        /** Duty for a current. @param deciPercent 80..970 tenths of a percent */
        record Duty(int deciPercent) implements Pilot {}

        record E() implements Pilot {}

        record F() implements Pilot {}

        /** The lines d1 and d2 of a CHAdeMO connector, which has no pilot. */
        record Lines(boolean d1, boolean d2) implements Pilot {}
    }
}
