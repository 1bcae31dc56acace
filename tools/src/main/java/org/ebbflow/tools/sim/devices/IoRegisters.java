package org.ebbflow.tools.sim.devices;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.ebbflow.tools.sim.devices.BoardPlan.Means;
import org.ebbflow.tools.sim.plant.BoardOrder;
import org.ebbflow.tools.sim.plant.Plant;

/**
 * Eight inputs and eight outputs: a plain relay board, or a coupler with a watchdog that opens
 * every output.
 *
 * @source Waveshare wiki (Modbus RTU IO 8CH); WAGO-I/O-SYSTEM 750 manual, registers 0x1000 to
 *     0x1008
 */
final class IoRegisters implements RegisterMap {
    private static final int COUNT = 8;
    private static final int READ_BACK = 0x0200;
    private static final long NEVER = Long.MIN_VALUE;

    private final boolean coupler;
    private final List<Wire> wires;
    private final Map<Means, Integer> driven;
    private boolean bolt;
    private final boolean[] outputs = new boolean[COUNT];
    private final int[] watchdog = new int[9];
    private long armedUs = NEVER;

    /**
     * What hangs on an input.
     *
     * @param terminal 0-based
     * @param voltage whether there is voltage on the wire
     */
    record Wire(int terminal, Predicate<Plant> voltage) {}

    /**
     * @param coupler whether it has a watchdog and reads back at 0x0200
     * @param driven what hangs on which output, 0-based
     */
    IoRegisters(boolean coupler, List<Wire> wires, Map<Means, Integer> driven) {
        this.coupler = coupler;
        this.wires = List.copyOf(wires);
        this.driven = Map.copyOf(driven);
    }

    /** Whether the output in series with the safety board's lets the contactors close. */
    boolean letsClose() {
        return !driven.containsKey(Means.CONTACTOR_COIL) || on(Means.CONTACTOR_COIL);
    }

    private boolean on(Means means) {
        return driven.containsKey(means) && outputs[driven.get(means)];
    }

    /** Time passes: the watchdog, and everything that hangs on the outputs. */
    Plant watched(Plant plant) {
        if (armedUs != NEVER && plant.timeUs() - armedUs > watchdog[0] * 100_000L) {
            armedUs = NEVER;
            watchdog[6] = 2;
            Arrays.fill(outputs, false);
        }
        bolt = on(Means.LOCK_ENGAGE) || bolt && !on(Means.LOCK_RELEASE);
        BoardOrder order = plant.boardOrder();
        BoardOrder wired = wired(order);
        return wired.equals(order) ? plant : plant.boardWritten(wired);
    }

    /** The safety board's order, but for what hangs on an output here. */
    private BoardOrder wired(BoardOrder order) {
        return new BoardOrder(
                order.heartbeat(),
                driven.containsKey(Means.D1)
                        ? new BoardOrder.PilotOutput.Lines(on(Means.D1), on(Means.D2))
                        : order.pilot(),
                order.closeContactors() && letsClose(),
                driven.containsKey(Means.LOCK_ENGAGE) ? bolt : order.engageLock(),
                order.insulation(),
                order.backup());
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Answer answer(Seen seen, Request request) {
        return switch (request) {
            case Request.Read read -> read(seen, read);
            case Request.Write write -> write(seen, write);
        };
    }

    private Answer read(Seen seen, Request.Read read) {
        int from = read.address() - 0x1000;
        if (!coupler || from < 0 || from + read.count() > watchdog.length) {
            return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
        }
        int[] values = Arrays.copyOfRange(watchdog, from, from + read.count());
        return new Answer(new Reply.Values(values), seen.plant());
    }

    private Answer write(Seen seen, Request.Write write) {
        int index = write.address() - 0x1000;
        int value = write.values()[0];
        if (!coupler || index < 0 || index >= watchdog.length) {
            return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
        }
        boolean locked = armedUs != NEVER && index <= 2;
        if (locked || index == 8 && value != 0xAA55 && value != 0x55AA) {
            return RegisterMap.refused(seen, ILLEGAL_VALUE);
        }
        if (index == 8) {
            armedUs = NEVER;
            watchdog[6] = 0;
        } else if (index == 3 && value != watchdog[3] && value != 0 && watchdog[0] > 0) {
            armedUs = seen.plant().timeUs();
            watchdog[6] = 1;
        }
        watchdog[index] = value;
        return new Answer(new Reply.Done(), seen.plant());
    }

    @Override
    public Answer bits(Seen seen, BitRequest request) {
        return switch (request) {
            case BitRequest.Read read -> readBits(seen, read);
            case BitRequest.Write write -> writeBits(seen, write);
        };
    }

    private Answer readBits(Seen seen, BitRequest.Read read) {
        int base = coupler && !read.inputs() ? READ_BACK : 0;
        int from = read.address() - base;
        if (from < 0 || from + read.count() > COUNT) {
            return RegisterMap.refused(seen, ILLEGAL_ADDRESS);
        }
        boolean[] on = new boolean[read.count()];
        for (int i = 0; i < on.length; i++) {
            on[i] = read.inputs() ? input(from + i, seen.plant()) : outputs[from + i];
        }
        return new Answer(new Reply.Bits(on), seen.plant());
    }

    private boolean input(int terminal, Plant plant) {
        Optional<Wire> wire = wires.stream().filter(w -> w.terminal() == terminal).findFirst();
        return wire.map(w -> w.voltage().test(plant)).orElse(false);
    }

    private Answer writeBits(Seen seen, BitRequest.Write write) {
        if (write.address() + write.on().length > COUNT || watchdog[6] == 2) {
            return RegisterMap.refused(seen, watchdog[6] == 2 ? 4 : ILLEGAL_ADDRESS);
        }
        System.arraycopy(write.on(), 0, outputs, write.address(), write.on().length);
        int function = write.on().length == 1 ? 5 : 15;
        if (armedUs != NEVER && (watchdog[1] >> function - 1 & 1) != 0) {
            armedUs = seen.plant().timeUs();
        }
        return new Answer(new Reply.Done(), watched(seen.plant()));
    }
}
