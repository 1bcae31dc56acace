package org.ebbflow.tools.sim.devices;

import org.ebbflow.tools.sim.plant.Plant;

/** One Modbus device: what a plant looks like through its registers. */
interface RegisterMap {

    /** Answers one request; a refused request leaves the plant as it was. */
    Answer answer(Seen seen, Request request);

    /** Answers a request for coils or discrete inputs; most devices have none. */
    default Answer bits(Seen seen, BitRequest request) {
        return refused(seen, ILLEGAL_FUNCTION);
    }

    /** Whether the device remembers what was written to it beside the plant. */
    default boolean remembers() {
        return false;
    }

    /** A request for single bits. */
    sealed interface BitRequest {

        /** Read of bits; {@code inputs} for function 2, else function 1. */
        record Read(boolean inputs, int address, int count) implements BitRequest {}

        /** Write of coils, function 5 for one, function 15 for several. */
        record Write(int address, boolean[] on) implements BitRequest {}
    }

    /**
     * The plant as the device sees it.
     *
     * @param plant its state now
     * @param offsetW error of the device's power measurement in watts
     */
    record Seen(Plant plant, int offsetW) {}

    /** What the device answers, and the plant afterwards. */
    record Answer(Reply reply, Plant next) {}

    /** A request without transport. */
    sealed interface Request {

        /** Read of {@code count} registers; {@code input} for function 4, else function 3. */
        record Read(boolean input, int address, int count) implements Request {}

        /** Write of registers; {@code single} for function 6, else function 16. */
        record Write(boolean single, int address, int[] values) implements Request {}
    }

    /** An answer without transport. */
    sealed interface Reply {

        /** Register values, 0..65,535 each. */
        record Values(int[] registers) implements Reply {}

        /** Values of bits. */
        record Bits(boolean[] on) implements Reply {}

        /** The write was taken. */
        record Done() implements Reply {}

        /** Modbus exception. */
        record Refused(int exceptionCode) implements Reply {}
    }

    /** Function not known. @source Modbus application protocol 1.1b3, section 7 */
    int ILLEGAL_FUNCTION = 1;

    /** Address not known. */
    int ILLEGAL_ADDRESS = 2;

    /** Value or count out of range. */
    int ILLEGAL_VALUE = 3;

    /** The gateway found nobody with this unit id. */
    int NO_SUCH_UNIT = 0x0B;

    /** The request refused, the plant unchanged. */
    static Answer refused(Seen seen, int exceptionCode) {
        return new Answer(new Reply.Refused(exceptionCode), seen.plant());
    }
}
