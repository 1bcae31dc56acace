package org.ebbflow.controller.vehicle.chademo;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.vehicle.chademo.ChademoSettings.InputVoltage;
import org.ebbflow.controller.vehicle.chademo.Stage.Blame;
import org.ebbflow.controller.vehicle.chademo.Stage.Why;
import org.ebbflow.controller.vehicle.chademo.StationFrame.Flags;
import org.ebbflow.hal.CanFrame;

/** What the station tells the car in one burst, 0x108 first. */
final class Broadcast {

    /** High-current and high-voltage control would need fields that no public source has. */
    private static final int PROTOCOL = 2;

    private static final int USE_MINUTES = 0xFF;
    private static final int MOST_MINUTES = 0xFF;
    private static final long SECOND = 1_000_000_000L;

    private Broadcast() {}

    static List<CanFrame> of(Stage stage, Facts facts, Offered offered, ChademoSettings settings) {
        List<CanFrame> burst = new ArrayList<>(5);
        boolean running = stage instanceof Stage.Running;
        int minutes = stage instanceof Stage.Running r ? remainingMin(r, facts) : 0;
        Facts.Announced told = facts.announced();
        burst.add(
                new StationFrame.Capabilities(
                                true, told.voltageV(), offered.chargeA(), told.thresholdV())
                        .frame());
        burst.add(
                new StationFrame.Status(
                                PROTOCOL,
                                Math.max(0, facts.view().inletMv() / 1_000),
                                ampere(facts.view().stageMa()),
                                told.discharge(),
                                flags(stage),
                                minutes > 0 ? USE_MINUTES : 0,
                                minutes)
                        .frame());
        if (facts.car().seen().extended()) {
            burst.add(new StationFrame.Extended(true, false, false, true).frame());
        }
        if (told.discharge()) {
            burst.add(discharge(facts, offered, settings));
            burst.add(
                    new StationFrame.DischargeRemaining(
                                    settings.sequenceNumber(),
                                    running ? settings.dischargeMinutes() : 0)
                            .frame());
        }
        return burst;
    }

    /** Counts down where the time ends the session; a bidirectional one has no such end. */
    private static int remainingMin(Stage.Running running, Facts facts) {
        int longestS = facts.car().longestS();
        if (facts.isBidirectional()) {
            return Math.min(MOST_MINUTES, longestS / 60);
        }
        long leftNs = longestS * SECOND - facts.view().tick().sinceNs(running.sinceNs());
        return Math.clamp((leftNs + 60 * SECOND - 1) / (60 * SECOND), 0, MOST_MINUTES);
    }

    private static CanFrame discharge(Facts facts, Offered offered, ChademoSettings settings) {
        int inputV =
                settings.inputVoltage() == InputVoltage.HIGHEST
                        ? facts.announced().voltageV()
                        : facts.view().offer().minVoltageMv() / 1_000;
        int lowerV = facts.car().discharge().isPresent() ? Flow.lowestMv(facts) / 1_000 : 0;
        return new StationFrame.DischargeCapabilities(
                        ampere(-facts.view().stageMa()), inputV, offered.dischargeA(), lowerV)
                .frame();
    }

    private static int ampere(int currentMa) {
        return Math.clamp((currentMa + 500) / 1_000, 0, 255);
    }

    private static Flags flags(Stage stage) {
        return switch (stage) {
            case Stage.Resting s -> Flags.IDLE;
            case Stage.Starting s -> Flags.IDLE;
            case Stage.Locking s -> Flags.IDLE;
            case Stage.Testing s -> locked();
            case Stage.Draining s -> locked();
            case Stage.Closing s -> locked();
            case Stage.Connecting s -> locked();
            case Stage.Running s -> new Flags(true, false, true, false, false, false);
            case Stage.Unloading s -> stopped(s.why(), true, true);
            case Stage.Welding s -> stopped(s.why(), false, true);
            case Stage.Parting s -> stopped(s.why(), false, true);
            case Stage.Over s -> stopped(s.why(), false, false);
        };
    }

    private static Flags locked() {
        return new Flags(false, false, true, false, false, true);
    }

    private static Flags stopped(Why why, boolean charging, boolean energising) {
        Blame blame = why.blame();
        return new Flags(
                charging,
                blame == Blame.STATION,
                energising,
                blame == Blame.INCOMPATIBLE,
                blame == Blame.CAR_OR_LINK,
                true);
    }
}
