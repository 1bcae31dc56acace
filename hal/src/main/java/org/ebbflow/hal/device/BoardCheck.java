package org.ebbflow.hal.device;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ebbflow.hal.board.BoardFile;
import org.ebbflow.hal.board.BusConfig;
import org.ebbflow.hal.board.DeviceConfig;
import org.ebbflow.hal.board.StageConfig;

/**
 * Whether the buses of a board are quick enough for its declared reaction times; computed from baud
 * rates, register maps and poll times, before anything is connected.
 */
public final class BoardCheck {
    /** Bytes around the registers of a read (request 8, answer 5), and of a write (9 and 8). */
    private static final int READ_BYTES = 13;

    private static final int WRITE_BYTES = 17;

    /** Bytes of a single write with its echo, and at most of a read of 16 bits with its answer. */
    private static final int SINGLE_BYTES = 16;

    /** A slower line is not shared between outputs that open contactors and other devices. */
    private static final int SLOWEST_SHARED_BAUD = 38_400;

    /** Registers of the safety board's command block. */
    private static final int STOP_REGISTERS = 6;

    /** Registers of a stage set point. */
    private static final int SET_POINT_REGISTERS = 4;

    /** What a device takes to think about an answer. */
    private static final long TURNAROUND_US = 2_000;

    private static final long TCP_US = 1_000;
    static final int MAX_LOAD_PERCENT = 80;

    private BoardCheck() {}

    /**
     * Times of one bus in milliseconds, rounded up.
     *
     * @param bus name of the bus
     * @param loadPercent share of the time that polls, heartbeats and set points take
     * @param stopMs longest time from a stop command to its arrival while every device answers; 0
     *     where the safety board is on another bus
     * @param stopWithSilentDeviceMs the same while a device of this bus is silent
     */
    public record BusTimes(String bus, int loadPercent, int stopMs, int stopWithSilentDeviceMs) {}

    /**
     * What the check found.
     *
     * @param buses every bus in file order
     * @param problems sentences, empty when the board is good
     */
    public record Report(List<BusTimes> buses, List<String> problems) {
        /** Whether the board may be used. */
        public boolean isGood() {
            return problems.isEmpty();
        }
    }

    /** Checks one board. */
    public static Report check(BoardFile board) {
        List<BusTimes> buses = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (BusConfig bus : board.buses()) {
            BusTimes times = times(board, bus);
            buses.add(times);
            judge(board, bus, times, problems);
            judgeSharing(board, bus, problems);
        }
        for (OwnWire wire : OwnWire.of(board)) {
            buses.add(wire.times());
            problems.addAll(wire.problems(board.ratings().reaction()));
        }
        judgeRatings(board, problems);
        return new Report(List.copyOf(buses), List.copyOf(problems));
    }

    /** One kind of transaction that comes again and again. */
    private record Repeated(long durationUs, long periodUs) {}

    private static BusTimes times(BoardFile board, BusConfig bus) {
        List<Repeated> repeated = new ArrayList<>();
        boolean safety = false;
        if (board.safety() instanceof DeviceConfig.Safety here && here.bus().equals(bus.name())) {
            safety = true;
            reads(bus, SafetyImage.polled(here.map()), here, repeated);
            repeated.add(new Repeated(writeUs(bus, STOP_REGISTERS), here.heartbeatMs() * 1_000L));
        }
        for (StageConfig any : board.stage().stream().toList()) {
            if (any instanceof DeviceConfig.Stage stage && stage.bus().equals(bus.name())) {
                reads(bus, StageImage.polled(stage.map()), stage, repeated);
                long periodUs = stage.setpointMs() * 1_000L;
                repeated.add(new Repeated(writeUs(bus, SET_POINT_REGISTERS), periodUs));
            }
            if (any instanceof DeviceConfig.Supply supply && supply.bus().equals(bus.name())) {
                reads(bus, EaSupply.polled(supply.map()), supply, repeated);
                // one set value changes with each set point, the others now and then
                long periodUs = supply.setpointMs() * 1_000L;
                repeated.add(new Repeated(wireUs(bus, SINGLE_BYTES), periodUs));
            }
        }
        for (DeviceConfig.Io io : board.parts().io()) {
            if (io.bus().equals(bus.name())) {
                repeated.add(new Repeated(bitsUs(bus), io.pollMs() * 1_000L));
                if (io.drives()) {
                    repeated.add(new Repeated(bitsUs(bus), io.pollMs() * 1_000L));
                }
                if (io.drivesSafety()) {
                    safety = true;
                    repeated.add(new Repeated(bitsUs(bus), io.watchdogMs() * 250L));
                }
            }
        }
        for (DeviceConfig.Monitor monitor : board.parts().monitor().stream().toList()) {
            if (monitor.bus().equals(bus.name())) {
                reads(bus, IsoMonitor.polled(monitor.map()), monitor, repeated);
            }
        }
        for (DeviceConfig.Meter meter : board.meters()) {
            if (meter.bus().equals(bus.name())) {
                reads(bus, MeterDevice.polled(meter.map()), meter, repeated);
            }
        }
        long loadPerMille =
                repeated.stream().mapToLong(r -> 1_000 * r.durationUs() / r.periodUs()).sum();
        long longestUs = repeated.stream().mapToLong(Repeated::durationUs).max().orElse(0);
        long stopUs = writeUs(bus, STOP_REGISTERS);
        long silentUs = bus.timeoutMs() * 1_000L + bus.gapMs() * 1_000L;
        return new BusTimes(
                bus.name(),
                (int) (loadPerMille + 9) / 10,
                safety ? ms(longestUs + stopUs) : 0,
                safety ? ms(Math.max(longestUs, silentUs) + stopUs) : 0);
    }

    private static void reads(
            BusConfig bus, List<Integer> counts, DeviceConfig device, List<Repeated> repeated) {
        for (int count : counts) {
            repeated.add(
                    new Repeated(wireUs(bus, READ_BYTES + 2 * count), device.pollMs() * 1_000L));
        }
    }

    private static long bitsUs(BusConfig bus) {
        return wireUs(bus, SINGLE_BYTES);
    }

    private static long writeUs(BusConfig bus, int registers) {
        return wireUs(bus, WRITE_BYTES + 2 * registers);
    }

    /** Time on the wire with the device's thinking, the silence of 3.5 characters and the gap. */
    private static long wireUs(BusConfig bus, int bytes) {
        return switch (bus) {
            case BusConfig.ModbusTcp tcp -> TCP_US + tcp.gapMs() * 1_000L;
            case BusConfig.ModbusRtu rtu -> {
                int bits = 9 + rtu.stopBits() + (rtu.parity() == BusConfig.Parity.NONE ? 0 : 1);
                long characterUs = bits * 1_000_000L / rtu.baud();
                long silenceUs = Math.max(7 * characterUs / 2, 1_750);
                yield bytes * characterUs + silenceUs + TURNAROUND_US + rtu.gapMs() * 1_000L;
            }
        };
    }

    private static int ms(long us) {
        return (int) ((us + 999) / 1_000);
    }

    private static void judge(
            BoardFile board, BusConfig bus, BusTimes times, List<String> problems) {
        int openMs = board.ratings().reaction().openMs();
        int watchdogMs = board.ratings().reaction().watchdogMs();
        if (times.loadPercent() > MAX_LOAD_PERCENT) {
            problems.add(
                    ("Bus %s would be busy %d %% of the time (allowed %d %%); raise poll-ms, or"
                                    + " baud, or use a second bus.")
                            .formatted(bus.name(), times.loadPercent(), MAX_LOAD_PERCENT));
        }
        if (times.stopMs() > openMs) {
            problems.add(
                    ("On bus %s a stop takes up to %d ms to reach the safety board, more than its"
                                    + " open-ms (%d); give the safety board a bus of its own or raise baud.")
                            .formatted(bus.name(), times.stopMs(), openMs));
        }
        if (times.stopWithSilentDeviceMs() >= watchdogMs) {
            problems.add(
                    ("On bus %s a silent device delays heartbeats by up to %d ms, which reaches "
                                    + "watchdog-ms (%d); lower timeout-ms of the bus.")
                            .formatted(bus.name(), times.stopWithSilentDeviceMs(), watchdogMs));
        }
    }

    private static void judgeSharing(BoardFile board, BusConfig bus, List<String> problems) {
        List<DeviceConfig> here = devices(board).filter(d -> d.bus().equals(bus.name())).toList();
        boolean opens =
                here.stream()
                        .anyMatch(
                                d ->
                                        d instanceof DeviceConfig.Safety
                                                || d instanceof DeviceConfig.Io io
                                                        && io.drivesSafety());
        if (opens
                && here.size() > 1
                && bus instanceof BusConfig.ModbusRtu line
                && line.baud() < SLOWEST_SHARED_BAUD) {
            problems.add(
                    ("Bus %s carries safety outputs and other devices at %d baud; give the safety"
                                    + " outputs a bus of their own or use at least %d baud.")
                            .formatted(bus.name(), line.baud(), SLOWEST_SHARED_BAUD));
        }
    }

    /** Every device of a board that hangs on one of its Modbus buses. */
    public static Stream<DeviceConfig> devices(BoardFile board) {
        return Stream.of(
                        Stream.of(board.safety()),
                        board.stage().stream(),
                        board.parts().io().stream(),
                        board.parts().monitor().stream(),
                        board.meters().stream())
                .flatMap(s -> s)
                .filter(DeviceConfig.class::isInstance)
                .map(DeviceConfig.class::cast);
    }

    private static void judgeRatings(BoardFile board, List<String> problems) {
        var ratings = board.ratings();
        long lineW =
                (long) ratings.phases()
                        * ratings.nominalVoltageMv()
                        / 1_000
                        * ratings.maxAcCurrentMa()
                        / 1_000;
        long mostW = Math.max(ratings.maxChargeW(), ratings.maxDischargeW());
        if (mostW > lineW) {
            problems.add(
                    ("The grid connection carries %d W (phases x nominal-v x max-current-a), but %d"
                                    + " W are declared; correct the [grid] table or the power.")
                            .formatted(lineW, mostW));
        }
    }
}
