package org.ebbflow.tools.sim.plant;

/** Control pilot state as the safety board measures it. @source IEC 61851-1 Annex A */
public enum PilotState {
    A,
    B,
    C,
    D,
    E,
    F,
    /** The diode of the car is missing. */
    INVALID;

    /** Whether the car asks for energy. */
    boolean ready() {
        return this == C || this == D;
    }

    static PilotState of(BoardOrder.PilotOutput output, CarSide.PilotLoad load) {
        return switch (output) {
            case BoardOrder.PilotOutput.StateF unused -> F;
            case BoardOrder.PilotOutput.StateE unused -> E;
            case BoardOrder.PilotOutput.Steady unused -> byLoad(load);
            case BoardOrder.PilotOutput.Pwm unused -> byLoad(load);
            case BoardOrder.PilotOutput.Lines unused -> byLoad(load);
        };
    }

    private static PilotState byLoad(CarSide.PilotLoad load) {
        return switch (load) {
            case OPEN -> A;
            case B -> B;
            case C -> C;
            case D -> D;
            case SHORT -> E;
            case NO_DIODE -> INVALID;
        };
    }
}
