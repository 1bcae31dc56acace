package org.ebbflow.controller.registers;

import java.util.Comparator;
import java.util.Optional;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.EventStatus.Stage;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.status.Snapshot;

/** Mode, grid events, week and departure in the compact block: 2076-2093. */
final class PlanBlock {

    private static final int UNKNOWN_U16 = 0xFFFF;
    private static final long UNKNOWN_U32 = 0xFFFFFFFFL;
    private static final long NO_POWER = 0x80000000L;

    /** The one that runs, else the one that begins first. */
    private static final Comparator<EventStatus> NEXT =
            Comparator.comparingInt((EventStatus e) -> e.stage() == Stage.RUNNING ? 0 : 1)
                    .thenComparingLong(EventStatus::startMs);

    private PlanBlock() {}

    static void write(Image image, Snapshot snapshot) {
        image.u16(
                2_076,
                switch (snapshot.preferences().mode()) {
                    case AUTOMATIC -> 0;
                    case SOLAR_ONLY -> 1;
                    case CHARGE_NOW -> 2;
                    case POWER_THE_HOUSE -> 3;
                    case STOP -> 4;
                });
        image.u16(2_077, snapshot.offer().why().local().resting().number());
        events(image, snapshot);
        departure(image, snapshot);
    }

    private static void events(Image image, Snapshot snapshot) {
        Optional<EventStatus> next =
                snapshot.programs().events().stream().filter(EventStatus::isOpen).min(NEXT);
        image.u16(2_078, snapshot.programs().events().stream().filter(EventStatus::isOpen).count());
        image.u16(2_079, next.map(e -> e.stage().number()).orElse(0));
        image.u16(2_080, next.filter(EventStatus::declined).isPresent() ? 1 : 0);
        image.u16(2_081, snapshot.programs().exportHeld() ? 1 : 0);
        image.u32(2_082, next.map(e -> leftS(e.startMs(), snapshot)).orElse(UNKNOWN_U32));
        image.u32(2_084, next.map(e -> leftS(e.endMs(), snapshot)).orElse(UNKNOWN_U32));
        image.u32(2_086, next.map(PlanBlock::powerW).orElse(NO_POWER));
    }

    /** What it asks; a limit or a reserve asks no power. */
    private static long powerW(EventStatus event) {
        return event.event().ask() instanceof GridEvent.Ask.Power power ? power.powerW() : NO_POWER;
    }

    private static long leftS(long atMs, Snapshot snapshot) {
        return Math.clamp((atMs - snapshot.tick().wallTimeMs()) / 1_000, 0, UNKNOWN_U32 - 1);
    }

    private static void departure(Image image, Snapshot snapshot) {
        Optional<Readiness> ready = snapshot.offer().why().local().readiness();
        image.u32(2_088, ready.map(r -> leftS(r.atMs(), snapshot)).orElse(UNKNOWN_U32));
        image.u16(2_090, ready.map(Readiness::targetDeciPercent).orElse(UNKNOWN_U16));
        image.u16(
                2_091,
                ready.map(Readiness::expectedDeciPercent)
                        .filter(expected -> expected >= 0)
                        .orElse(UNKNOWN_U16));
        image.u32(
                2_092,
                ready.map(r -> (long) r.lateS()).filter(late -> late >= 0).orElse(UNKNOWN_U32));
    }
}
