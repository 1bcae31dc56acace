package org.ebbflow.controller.registers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.WirePower;
import org.ebbflow.controller.registers.Control.Block;
import org.ebbflow.controller.registers.Control.Ceilings;
import org.ebbflow.controller.registers.Control.Holder;
import org.ebbflow.controller.registers.Control.OnLoss;
import org.ebbflow.controller.registers.Control.SunSpecValues;
import org.ebbflow.controller.status.Intent;

/** Applies one write request to the control values: all of it or nothing. */
final class Writes {

    static final int OK = 0;
    static final int ILLEGAL_ADDRESS = 2;
    static final int ILLEGAL_VALUE = 3;
    static final int BUSY = 6;

    private static final int MIN_LEASE_S = 5;
    private static final int MAX_LEASE_S = 3_600;
    private static final int FULL_DECI_PERCENT = 1_000;
    private static final long NONE_U32 = 0xFFFFFFFFL;

    private final View view;
    private final String client;
    private Control control;
    private final List<Intent> commands = new ArrayList<>();

    Writes(View view, String client) {
        this.view = view;
        this.client = client;
        this.control = view.control();
    }

    Control control() {
        return control;
    }

    /** Intents besides the directives that follow from the control values. */
    List<Intent> commands() {
        return List.copyOf(commands);
    }

    /** Applies; {@link #OK} or the exception code, after which nothing of it counts. */
    int apply(int address, short[] words) {
        List<Field> fields = new ArrayList<>();
        int next = address;
        while (next < address + words.length) {
            Optional<Field> field = Field.at(next);
            if (field.isEmpty()) {
                return ILLEGAL_ADDRESS;
            }
            fields.add(field.get());
            next = field.get().address() + field.get().count();
        }
        boolean half = next != address + words.length || fields.getFirst().address() != address;
        if (half) {
            return ILLEGAL_VALUE;
        }
        int at = 0;
        for (Field field : fields) {
            int code = apply(field, value(words, at, field.count()));
            if (code != OK) {
                return code;
            }
            at += field.count();
        }
        return OK;
    }

    private static long value(short[] words, int at, int count) {
        long high = words[at] & 0xFFFFL;
        return count == 1 ? high : high << 16 | (words[at + 1] & 0xFFFFL);
    }

    private int apply(Field field, long value) {
        if (needsLease(field) && !isHolder()) {
            return BUSY;
        }
        return switch (field) {
            case LEASE -> value > 1 ? ILLEGAL_VALUE : take(value == 1, Block.EVSE);
            case W_SET_ENA -> value > 1 ? ILLEGAL_VALUE : take(value == 1, Block.SUNSPEC);
            case COMMAND -> command(value);
            case SETPOINT -> setpoint((int) value);
            case W_SET ->
                    value == 0x80000000L
                            ? ILLEGAL_VALUE
                            : setpoint(WirePower.ofSunSpecW((int) value));
            case W_SET_MOD -> value == 1 ? OK : ILLEGAL_VALUE;
            case LEASE_TIME, W_SET_RVRT_TMS -> leaseTime(value);
            case ON_LOSS -> onLoss(value);
            case W_SET_ENA_RVRT -> value > 1 ? ILLEGAL_VALUE : onLoss(value == 1 ? 2 : 1);
            case FALLBACK -> fallback((int) value);
            case W_SET_RVRT -> fallback(WirePower.ofSunSpecW((int) value));
            case CHARGE_CEILING, DISCHARGE_CEILING, MIN_SOC, MAX_SOC -> ceiling(field, value);
            case W_MAX_LIM_PCT_ENA, W_MAX_LIM_PCT, CONTROLLER_HB, OP_CTL -> sunSpec(field, value);
            case HEARTBEAT -> OK;
            case ALARM_RESET -> {
                if (value == 1) {
                    commands.add(new Intent.AcknowledgeTrips(Source.INTEGRATOR));
                }
                yield value > 1 ? ILLEGAL_VALUE : OK;
            }
        };
    }

    /** What moves power needs the lease; how a later lease shall behave does not. */
    private static boolean needsLease(Field field) {
        return switch (field) {
            case COMMAND,
                    SETPOINT,
                    W_SET,
                    CHARGE_CEILING,
                    DISCHARGE_CEILING,
                    MIN_SOC,
                    MAX_SOC,
                    W_MAX_LIM_PCT_ENA,
                    OP_CTL ->
                    true;
            case LEASE,
                    LEASE_TIME,
                    ON_LOSS,
                    FALLBACK,
                    HEARTBEAT,
                    W_MAX_LIM_PCT,
                    W_SET_ENA,
                    W_SET_MOD,
                    W_SET_RVRT,
                    W_SET_ENA_RVRT,
                    W_SET_RVRT_TMS,
                    CONTROLLER_HB,
                    ALARM_RESET ->
                    false;
        };
    }

    private boolean isHolder() {
        return control.lease().map(Holder::client).filter(client::equals).isPresent();
    }

    private boolean isHeldByAnother() {
        return control.lease().isPresent() && !isHolder();
    }

    private int take(boolean take, Block block) {
        if (isHeldByAnother()) {
            return BUSY;
        }
        if (!take) {
            if (isHolder()) {
                control = control.released();
                commands.add(new Intent.Release(Source.INTEGRATOR));
            }
            return OK;
        }
        if (view.isOwnerOverride()) {
            return BUSY;
        }
        control = control.taken(new Holder(client, block), view.nowNs());
        return OK;
    }

    private int command(long value) {
        switch ((int) value) {
            case 0 -> {}
            case 1 -> commands.add(new Intent.Resume(Source.INTEGRATOR));
            case 2 -> control = control.withSetpoint(0);
            case 3 -> commands.add(new Intent.Stop(Source.INTEGRATOR));
            case 4 -> commands.add(new Intent.AcknowledgeTrips(Source.INTEGRATOR));
            case 5 -> commands.add(new Intent.OffGrid(Source.INTEGRATOR, true));
            case 6 -> commands.add(new Intent.OffGrid(Source.INTEGRATOR, false));
            default -> {
                return ILLEGAL_VALUE;
            }
        }
        return OK;
    }

    /**
     * Beyond the present window is taken and clamped by the arbiter; beyond twice the nameplate is
     * a mistake of unit or word order.
     */
    private int setpoint(int powerW) {
        long most =
                2L
                        * Math.max(
                                view.snapshot().ratings().maxChargeW(),
                                view.snapshot().ratings().maxDischargeW());
        if (powerW > most || powerW < -most) {
            return ILLEGAL_VALUE;
        }
        control = control.withSetpoint(powerW);
        return OK;
    }

    private int leaseTime(long seconds) {
        if (seconds < MIN_LEASE_S || seconds > MAX_LEASE_S) {
            return ILLEGAL_VALUE;
        }
        if (isHeldByAnother()) {
            return BUSY;
        }
        control = control.withLeaseS((int) seconds);
        return OK;
    }

    private int onLoss(long value) {
        if (isHeldByAnother()) {
            return BUSY;
        }
        if (value > 2) {
            return ILLEGAL_VALUE;
        }
        OnLoss loss =
                value == 0
                        ? OnLoss.PAUSE
                        : value == 1 ? OnLoss.LOCAL_WITHOUT_DISCHARGE : OnLoss.FALLBACK;
        control = control.withLoss(loss, control.fallbackW());
        return OK;
    }

    private int fallback(int powerW) {
        if (isHeldByAnother()) {
            return BUSY;
        }
        if (powerW < 0 || powerW > view.snapshot().ratings().maxChargeW()) {
            return ILLEGAL_VALUE;
        }
        control = control.withLoss(control.onLoss(), powerW);
        return OK;
    }

    private int ceiling(Field field, long value) {
        Ceilings old = control.ceilings();
        boolean soc = field == Field.MIN_SOC || field == Field.MAX_SOC;
        if (soc ? value > FULL_DECI_PERCENT : value > Integer.MAX_VALUE && value != NONE_U32) {
            return ILLEGAL_VALUE;
        }
        int limit = value == NONE_U32 ? Integer.MAX_VALUE : (int) value;
        int charge = field == Field.CHARGE_CEILING ? limit : old.chargeW();
        int discharge = field == Field.DISCHARGE_CEILING ? limit : old.dischargeW();
        int min = field == Field.MIN_SOC ? limit : old.minSocDeciPercent();
        int max = field == Field.MAX_SOC ? limit : old.maxSocDeciPercent();
        control = control.withCeilings(new Ceilings(charge, discharge, min, max));
        return OK;
    }

    private int sunSpec(Field field, long value) {
        SunSpecValues old = control.sunSpec();
        boolean percent = field == Field.W_MAX_LIM_PCT;
        boolean free = field == Field.CONTROLLER_HB;
        if (!free && value > (percent ? 100 : 1)) {
            return ILLEGAL_VALUE;
        }
        if (percent && isHeldByAnother()) {
            return BUSY;
        }
        control =
                control.withSunSpec(
                        new SunSpecValues(
                                field == Field.W_MAX_LIM_PCT_ENA ? value == 1 : old.limitEnabled(),
                                percent ? (int) value : old.limitPercent(),
                                free ? value : old.controllerHb(),
                                field == Field.OP_CTL ? value == 0 : old.stopped()));
        return OK;
    }
}
