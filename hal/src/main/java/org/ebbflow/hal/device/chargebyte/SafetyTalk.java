package org.ebbflow.hal.device.chargebyte;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.InsulationReading;
import org.ebbflow.hal.IslandReading;
import org.ebbflow.hal.SafetyReading;
import org.ebbflow.hal.Temperatures;
import org.ebbflow.hal.board.SafetyConfig;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with a safety board on a serial line; belongs to one thread, which owns line and
 * clock.
 *
 * <p>The heartbeat is the cycle number of the newest command and nothing is sent twice for one
 * cycle: when decisions stop, the board hears silence and opens by itself. A report counts from the
 * moment at which the heartbeat was sent that it echoes, so its age is never understated, however
 * late it comes.
 */
public final class SafetyTalk {

    private static final long INQUIRY_NS = 250_000_000L;
    private static final long SILENCE_NS = 500_000_000L;
    private static final int PLATFORM = 0xEB;
    private static final int FIRMWARE_KIND = 3;
    private static final int PROFILE = 1;

    /** Heartbeats whose time of sending is remembered; at 20 ms a beat more than five seconds. */
    private static final int REMEMBERED = 512;

    private final SafetyConfig.Uart config;
    private final int declaredWatchdogMs;
    private final FrameStream stream = new FrameStream();
    private final int[] sentCycles = new int[REMEMBERED];
    private final long[] sentNs = new long[REMEMBERED];
    private Optional<Version> version = Optional.empty();
    private long inquiryDueNs;
    private List<Frame> written = List.of();
    private long heartbeatDueNs;
    private long unheardSinceNs;
    private int lastEcho = -1;
    private long heardNs;
    private String refusal = "";
    private int seenInputs;
    private @Nullable Frame charge;
    private @Nullable Frame board;
    private long chargeNs;

    /**
     * What the board says it is.
     *
     * @param firmware for example 1.4.2
     * @param watchdogMs silence after which it opens by itself
     */
    public record Version(String firmware, int watchdogMs) {}

    /**
     * One report of the board.
     *
     * @param takenNs monotonic instant from which its age counts
     */
    public record Report(
            SafetyReading safety,
            InsulationReading insulation,
            IslandReading island,
            long takenNs) {}

    /** Hears what the board says. */
    public interface Listener {
        /** It is the board that the file describes. */
        void verified(Version version);

        /** A whole report. */
        void report(Report report);

        /** Temperatures, at this instant. */
        void temperatures(Temperatures temperatures, long readNs);
    }

    public SafetyTalk(SafetyConfig.Uart config, int declaredWatchdogMs, long nowNs) {
        this.config = config;
        this.declaredWatchdogMs = declaredWatchdogMs;
        restart(nowNs);
    }

    /** The line is new: the board may have been replaced, it must show again what it is. */
    public void restart(long nowNs) {
        stream.restart();
        version = Optional.empty();
        written = List.of();
        Arrays.fill(sentCycles, -1);
        lastEcho = -1;
        inquiryDueNs = nowNs;
        heardNs = nowNs;
        charge = null;
        board = null;
        refusal = "";
    }

    /** Octets to send now, none for nothing. */
    public byte[] due(@Nullable BoardCommand command, long nowNs) {
        if (version.isEmpty()) {
            if (nowNs - inquiryDueNs < 0) {
                return new byte[0];
            }
            inquiryDueNs = nowNs + INQUIRY_NS;
            return SafetyFrames.inquiry(SafetyFrames.FIRMWARE).bytes();
        }
        if (command == null || isSent(command)) {
            return new byte[0];
        }
        List<Frame> frames = SafetyFrames.command(command, seenInputs);
        if (sameOutputs(frames) && nowNs - heartbeatDueNs < 0) {
            return new byte[0];
        }
        remember(command, nowNs);
        written = frames;
        heartbeatDueNs = nowNs + config.heartbeatMs() * 1_000_000L;
        return joined(frames);
    }

    /** Whether the board was told this cycle; 16 bits, as on the wire. */
    private boolean isSent(BoardCommand command) {
        return !written.isEmpty() && written.get(1).u16(0) == (command.cycle() & 0xFFFF);
    }

    /** Everything but heartbeat and the inputs given back. */
    private boolean sameOutputs(List<Frame> frames) {
        return !written.isEmpty()
                && written.getFirst().equals(frames.getFirst())
                && (written.get(1).payload() << 16) >>> 32
                        == (frames.get(1).payload() << 16) >>> 32;
    }

    private void remember(BoardCommand command, long nowNs) {
        int cycle = (int) (command.cycle() & 0xFFFF);
        if (written.isEmpty()) {
            unheardSinceNs = nowNs;
        }
        sentCycles[cycle % REMEMBERED] = cycle;
        sentNs[cycle % REMEMBERED] = nowNs;
    }

    private static byte[] joined(List<Frame> frames) {
        byte[] all = new byte[frames.size() * Frame.LENGTH];
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i).bytes(), 0, all, i * Frame.LENGTH, Frame.LENGTH);
        }
        return all;
    }

    /** Octets that were read at this instant. */
    public void heard(byte[] bytes, int count, long nowNs, Listener listener) {
        for (Frame frame : stream.take(bytes, count)) {
            frame(frame, nowNs, listener);
        }
    }

    private void frame(Frame frame, long nowNs, Listener listener) {
        switch (frame.id()) {
            case SafetyFrames.FIRMWARE -> firmware(frame, listener);
            case SafetyFrames.CHARGE_STATE -> {
                charge = frame;
                board = null;
                chargeNs = nowNs;
            }
            case SafetyFrames.BOARD_STATE -> board = frame;
            case SafetyFrames.GEAR_STATE -> complete(frame, nowNs, listener);
            case SafetyFrames.TEMPERATURES ->
                    listener.temperatures(SafetyFrames.temperatures(frame), nowNs);
            default -> {
                return;
            }
        }
    }

    private void firmware(Frame frame, Listener listener) {
        if (version.isPresent()) {
            return;
        }
        int watchdogMs = frame.u16(6);
        if (frame.octet(3) != PLATFORM
                || frame.octet(4) != FIRMWARE_KIND
                || frame.octet(5) != PROFILE) {
            refusal =
                    ("The device at %s is no safety board of profile 1 with its normal firmware: it"
                                    + " says platform 0x%02X, firmware kind %d, profile %d.")
                            .formatted(
                                    config.path(), frame.octet(3), frame.octet(4), frame.octet(5));
            return;
        }
        if (watchdogMs == 0 || watchdogMs > declaredWatchdogMs) {
            refusal =
                    ("The safety board's watchdog is %d ms, the board file declares at most %d ms; "
                                    + "correct one of them.")
                            .formatted(watchdogMs, declaredWatchdogMs);
            return;
        }
        refusal = "";
        Version found =
                new Version(
                        frame.octet(0) + "." + frame.octet(1) + "." + frame.octet(2), watchdogMs);
        version = Optional.of(found);
        listener.verified(found);
    }

    private void complete(Frame gear, long nowNs, Listener listener) {
        Frame first = charge;
        Frame second = board;
        charge = null;
        board = null;
        if (first == null || second == null || version.isEmpty()) {
            return;
        }
        SafetyReading safety = SafetyFrames.safety(first, second, config.insulationMonitor());
        OptionalLong takenNs = takenNs(safety.cycleEcho(), nowNs);
        if (takenNs.isPresent()) {
            seenInputs = SafetyFrames.inputs(second);
            heardNs = nowNs;
            listener.report(
                    new Report(
                            safety,
                            SafetyFrames.insulation(second, gear),
                            SafetyFrames.island(gear, config.polarity()),
                            takenNs.getAsLong()));
        } else {
            askAgain(nowNs);
        }
    }

    /**
     * A board that echoes none of our heartbeats, or the same old one while newer ones were sent,
     * has lost us, was switched off meanwhile, or repeats old reports.
     */
    private OptionalLong takenNs(int echo, long nowNs) {
        boolean ours = sentCycles[echo % REMEMBERED] == echo;
        boolean newest = !written.isEmpty() && written.get(1).u16(0) == echo;
        if (ours && (newest || echo != lastEcho)) {
            unheardSinceNs = nowNs;
            lastEcho = echo;
        }
        long graceNs = declaredWatchdogMs * 1_000_000L;
        if (!written.isEmpty() && nowNs - unheardSinceNs > graceNs) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(ours ? sentNs[echo % REMEMBERED] : chargeNs);
    }

    private void askAgain(long nowNs) {
        restart(nowNs);
        refusal =
                ("The safety board at %s reports, but does not hear the heartbeat; check the line"
                                + " from the controller to it.")
                        .formatted(config.path());
    }

    /** Why there is no report, empty while there is one. */
    public Optional<String> trouble(long nowNs) {
        if (!refusal.isEmpty()) {
            return Optional.of(refusal);
        }
        if (nowNs - heardNs <= SILENCE_NS) {
            return Optional.empty();
        }
        String what =
                stream.dropped() > 0
                        ? "sends octets that are no frames; check baud, earth and the line's length"
                        : "is silent; check its supply and whether TX and RX are crossed";
        return Optional.of("The safety board at %s %s.".formatted(config.path(), what));
    }

    /** Octets of the line that belonged to no frame, for diagnosis. */
    public long dropped() {
        return stream.dropped();
    }
}
