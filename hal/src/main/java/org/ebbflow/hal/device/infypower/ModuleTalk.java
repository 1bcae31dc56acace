package org.ebbflow.hal.device.infypower;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ebbflow.hal.BoardCommand;
import org.ebbflow.hal.BoardRatings;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.StageReading;
import org.ebbflow.hal.board.StageConfig;
import org.ebbflow.hal.device.infypower.ModuleOrder.Work;
import org.jspecify.annotations.Nullable;

/**
 * The conversation with a group of modules; the owner gives time and frames and keeps calls apart.
 *
 * <p>A direction is changed only with the output off and without current. A group that comes (back)
 * is switched off and must show it before it is told anything else; one whose decisions stop is
 * switched off too. The modules themselves go off 10 s after the last frame, which nothing here may
 * rely on.
 */
public final class ModuleTalk {

    private static final long ROUND_TIMEOUT_NS = 200_000_000L;
    private static final long DEAD_NS = 500_000_000L;
    private static final long REPEAT_NS = 250_000_000L;
    private static final long RENEW_NS = 1_000_000_000L;
    private static final int FAILURES = 3;

    /** From the order to switch off until every module must show it. */
    private static final long OFF_NS = 2_000_000_000L;

    /** A group that refused is asked anew after this. */
    private static final long RETRY_NS = 1_000_000_000L;

    /** Less than this is no current: the modules' own zero error. */
    private static final int NO_CURRENT_MA = 1_000;

    private final StageConfig.Infypower config;
    private final BoardRatings ratings;
    private final Map<Item, Long> group = new EnumMap<>(Item.class);
    private @Nullable ModuleRound round;
    private int rounds;
    private int failures;
    private long roundDueNs;
    private Optional<ModuleState> state = Optional.empty();
    private boolean proved;
    private long obeyedNs;
    private String refusal = "";
    private long refusedNs;
    private ModuleOrder told = ModuleOrder.OFF;
    private long toldNs;
    private long repeatDueNs;
    private long cycle = -1;
    private long cycleNs;

    /**
     * A reading with the instant from which its age counts.
     *
     * @param value what the group reports
     */
    public record Report(StageReading value, long takenNs) {}

    public ModuleTalk(StageConfig.Infypower config, BoardRatings ratings, long nowNs) {
        this.config = config;
        this.ratings = ratings;
        restart(nowNs);
    }

    /** The bus is (back) there: nothing is known of the modules. */
    public void restart(long nowNs) {
        round = null;
        failures = 0;
        roundDueNs = nowNs;
        repeatDueNs = nowNs;
        state = Optional.empty();
        group.clear();
        proved = false;
        obeyedNs = nowNs;
        refusal = "";
        told = ModuleOrder.OFF;
    }

    /** Frames to send now, in this order. */
    public List<CanFrame> due(@Nullable BoardCommand command, long nowNs) {
        if (!refusal.isEmpty() && nowNs - refusedNs >= RETRY_NS) {
            restart(nowNs);
        }
        List<CanFrame> frames = new ArrayList<>();
        orders(order(command, nowNs), nowNs, frames);
        if (nowNs - roundDueNs >= 0) {
            ask(nowNs, frames);
        }
        return frames;
    }

    private ModuleOrder order(@Nullable BoardCommand command, long nowNs) {
        if (command == null) {
            return ModuleOrder.OFF;
        }
        if (command.cycle() != cycle) {
            cycle = command.cycle();
            cycleNs = nowNs;
        }
        boolean dead = nowNs - cycleNs > DEAD_NS;
        int outputMv = state.map(ModuleState::voltageMv).orElse(0);
        return dead || !refusal.isEmpty()
                ? ModuleOrder.OFF
                : ModuleOrder.of(command.stage(), outputMv, config.efficiency());
    }

    private void orders(ModuleOrder wanted, long nowNs, List<CanFrame> frames) {
        boolean off = state.map(ModuleState::isOff).orElse(false);
        if (wanted.work() == Work.OFF || !proved) {
            if (told.work() != Work.OFF || !off) {
                off(nowNs, told.work() != Work.OFF, frames);
            }
            return;
        }
        boolean inverter = wanted.work() == Work.INVERTER;
        if (state.map(s -> s.inverter() != inverter).orElse(true)) {
            turn(off, inverter, nowNs, frames);
            return;
        }
        boolean lower = wanted.currentMa() < told.currentMa();
        long pauseNs = lower ? 0 : config.setpointMs() * 1_000_000L;
        boolean changed = !wanted.equals(told) && nowNs - toldNs >= pauseNs;
        if (changed || nowNs - toldNs >= RENEW_NS) {
            frames.add(ModuleFrame.write(Item.VOLTAGE, wanted.voltageMv()));
            frames.add(ModuleFrame.write(Item.CURRENT, wanted.currentMa()));
            told = wanted;
            toldNs = nowNs;
        }
        if (off && told.equals(wanted) && nowNs - repeatDueNs >= 0) {
            frames.add(ModuleFrame.write(Item.STATUS, Item.ON_OR_RECTIFIER));
            repeatDueNs = nowNs + REPEAT_NS;
        }
    }

    /** Off, and no current for the next time; repeated until the group shows it. */
    private void off(long nowNs, boolean atOnce, List<CanFrame> frames) {
        if (atOnce || nowNs - repeatDueNs >= 0) {
            frames.add(ModuleFrame.write(Item.STATUS, Item.OFF_OR_INVERTER));
            frames.add(ModuleFrame.write(Item.CURRENT, 0));
            repeatDueNs = nowNs + REPEAT_NS;
        }
        told = ModuleOrder.OFF;
    }

    private void turn(boolean off, boolean inverter, long nowNs, List<CanFrame> frames) {
        boolean still = state.map(s -> Math.abs(s.currentMa()) < NO_CURRENT_MA).orElse(false);
        if (!off || !still) {
            off(nowNs, told.work() != Work.OFF, frames);
        } else if (nowNs - repeatDueNs >= 0) {
            int mode = inverter ? Item.OFF_OR_INVERTER : Item.ON_OR_RECTIFIER;
            frames.add(ModuleFrame.write(Item.WORK_MODE, mode));
            repeatDueNs = nowNs + REPEAT_NS;
        }
    }

    private void ask(long nowNs, List<CanFrame> frames) {
        if (round != null) {
            failures++;
            if (failures >= FAILURES) {
                state = Optional.empty();
                proved = false;
            }
        }
        ModuleRound next = new ModuleRound(rounds++, nowNs);
        ModuleRound.ALWAYS.forEach(item -> frames.add(ModuleFrame.read(item)));
        frames.add(ModuleFrame.read(next.last()));
        round = next;
        roundDueNs = nowNs + ROUND_TIMEOUT_NS;
    }

    /** Frames of the bus, in order of arrival; a report when they complete a round. */
    public Optional<Report> heard(List<CanFrame> frames, long nowNs) {
        Optional<Report> report = Optional.empty();
        for (CanFrame frame : frames) {
            Optional<ModuleFrame> answer = ModuleFrame.answer(frame);
            if (answer.isPresent()) {
                Optional<Report> found = answered(answer.get(), nowNs);
                report = found.isPresent() ? found : report;
            }
        }
        return report;
    }

    private Optional<Report> answered(ModuleFrame answer, long nowNs) {
        ModuleRound now = round;
        if (answer.write()) {
            refused(answer, nowNs);
            return Optional.empty();
        }
        if (now == null || answer.error() != 0) {
            return Optional.empty();
        }
        now.answered(answer);
        if (!now.isComplete(config.modules())) {
            return Optional.empty();
        }
        round = null;
        failures = 0;
        roundDueNs = Math.max(now.sentNs() + config.pollMs() * 1_000_000L, nowNs);
        ModuleState found = ModuleState.of(now, group);
        state = Optional.of(found);
        proved |= found.isOff();
        if (told.work() != Work.OFF || !found.works()) {
            obeyedNs = nowNs;
        }
        check(nowNs);
        return refusal.isEmpty() && obeys(nowNs) && group.size() == ModuleRound.turns()
                ? Optional.of(new Report(found.reading(group), now.sentNs()))
                : Optional.empty();
    }

    /** A group that was told to switch off and works on does not hear, or repeats old values. */
    private boolean obeys(long nowNs) {
        return nowNs - obeyedNs <= OFF_NS;
    }

    private void refused(ModuleFrame answer, long nowNs) {
        if (answer.error() != 0 && answer.error() != ModuleFrame.STARTING) {
            refuse(
                    "Power module %d refuses item 0x%04X (error %d); it may need another firmware."
                            .formatted(answer.source(), answer.item(), answer.error()),
                    nowNs);
        }
    }

    private void refuse(String why, long nowNs) {
        refusal = why;
        refusedNs = nowNs;
    }

    /** What the modules say they can must be enough for what the board file promises. */
    private void check(long nowNs) {
        if (group.size() < ModuleRound.turns()) {
            return;
        }
        BoardCommand.DcWindow dc = ratings.dc();
        long amperesMa = group.getOrDefault(Item.MAX_CURRENT, 0L);
        long highestMv = group.getOrDefault(Item.MAX_VOLTAGE, 0L);
        if (highestMv < dc.maxVoltageMv()) {
            refuse(
                    "The power modules reach %d V, the board file says output-max-v = %d; correct it."
                            .formatted(highestMv / 1_000, dc.maxVoltageMv() / 1_000),
                    nowNs);
        } else if (amperesMa < Math.max(dc.maxChargeMa(), dc.maxDischargeMa())) {
            refuse(
                    ("%d power modules give %d A, the board file promises %d A; correct"
                                    + " charge-max-a, discharge-max-a or modules.")
                            .formatted(
                                    config.modules(),
                                    amperesMa / 1_000,
                                    Math.max(dc.maxChargeMa(), dc.maxDischargeMa()) / 1_000),
                    nowNs);
        }
    }

    /** Why there is no report, empty while there is one. */
    public Optional<String> trouble(long nowNs) {
        if (!refusal.isEmpty()) {
            return Optional.of(refusal);
        }
        if (failures < FAILURES) {
            return obeys(nowNs)
                    ? Optional.empty()
                    : Optional.of(
                            "The power modules answer, but do not switch off: they do not take"
                                    + " orders, or repeat old values; switch their supply off.");
        }
        int answering = round == null ? 0 : round.proved();
        return Optional.of(
                ("%d of %d power modules answer on the CAN bus; check their supply, the bus' ends"
                                + " (120 ohm) and that it runs at 125 kbit/s.")
                        .formatted(answering, config.modules()));
    }
}
