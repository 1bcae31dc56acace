package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.iso15118.message.iso2.AC_EVChargeParameter;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ChargingProfile;
import org.ebbflow.iso15118.message.iso2.CurrentDemandReq;
import org.ebbflow.iso15118.message.iso2.DC_EVChargeParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVErrorCode;
import org.ebbflow.iso15118.message.iso2.DC_EVPowerDeliveryParameter;
import org.ebbflow.iso15118.message.iso2.DC_EVStatus;
import org.ebbflow.iso15118.message.iso2.EnergyTransferMode;
import org.ebbflow.iso15118.message.iso2.PMaxScheduleEntry;
import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.PreChargeReq;
import org.ebbflow.iso15118.message.iso2.ProfileEntry;
import org.ebbflow.iso15118.message.iso2.RelativeTimeInterval;
import org.ebbflow.iso15118.message.iso2.UnitSymbol;
import org.ebbflow.iso15118.wire.Bodies;
import org.jspecify.annotations.Nullable;

/**
 * A public program that plays the car: what it says in sessions of ISO 15118-2 and DIN 70121.
 *
 * @source EcoG-io/iso15118: iso15118/evcc/states/iso15118_2_states.py, sap_states.py,
 *     controller/simulator.py; SwitchEV/RISE-V2G: RISE-V2G-EVCC, states and DummyEVController.java;
 *     tux-evse/iso15118-simulator-rs: afb-test/etc, audi-dc-iso2.json and tesla-3-din.json;
 *     uhi22/ccs32clara: ccs/pevStateMachine.cpp
 */
enum ForeignProgram {
    ECOG_AC(EnergyTransferMode.AC_three_phase_core, Bodies.ISO_15118_2),
    ECOG_DC(EnergyTransferMode.DC_extended, Bodies.ISO_15118_2),
    RISE_AC(EnergyTransferMode.AC_single_phase_core, Bodies.ISO_15118_2),
    RISE_DC(EnergyTransferMode.DC_core, Bodies.ISO_15118_2),
    TUX_AUDI(EnergyTransferMode.DC_extended, Bodies.ISO_15118_2),
    TUX_TESLA(EnergyTransferMode.DC_extended, Bodies.DIN_70121),
    CLARA(EnergyTransferMode.DC_extended, Bodies.DIN_70121);

    final EnergyTransferMode mode;
    final Bodies bodies;

    ForeignProgram(EnergyTransferMode mode, Bodies bodies) {
        this.mode = mode;
        this.bodies = bodies;
    }

    boolean isDc() {
        return mode.name().startsWith("DC");
    }

    boolean isDin() {
        return bodies == Bodies.DIN_70121;
    }

    DC_EVStatus status(boolean ready) {
        int soc =
                switch (this) {
                    case ECOG_AC, ECOG_DC -> 60;
                    case RISE_AC, RISE_DC, CLARA -> 50;
                    case TUX_AUDI -> 55;
                    case TUX_TESLA -> 57;
                };
        return new DC_EVStatus(ready, DC_EVErrorCode.NO_ERROR, soc);
    }

    ChargeParameterDiscoveryReq parameters() {
        Integer tuples = this == TUX_AUDI ? 192 : null;
        return switch (this) {
            case ECOG_AC ->
                    new ChargeParameterDiscoveryReq(
                            null,
                            mode,
                            new AC_EVChargeParameter(
                                    0L, wh(60, 0), volts(400, 0), amps(32_000, -3), amps(10, 0)));
            case RISE_AC ->
                    new ChargeParameterDiscoveryReq(
                            null,
                            mode,
                            new AC_EVChargeParameter(
                                    7_200L, wh(5_000, 0), volts(400, 0), amps(32, 0), amps(5, 0)));
            case ECOG_DC, RISE_DC, TUX_AUDI, TUX_TESLA, CLARA ->
                    new ChargeParameterDiscoveryReq(tuples, mode, dc());
        };
    }

    private DC_EVChargeParameter dc() {
        DC_EVStatus status = status(this != TUX_AUDI && this != CLARA);
        return switch (this) {
            case ECOG_DC ->
                    new DC_EVChargeParameter(
                            0L,
                            status,
                            amps(32_000, -3),
                            watts(8_000, 1),
                            volts(40, 1),
                            wh(7_000, 1),
                            wh(6_000, 1),
                            90,
                            80);
            case TUX_AUDI ->
                    new DC_EVChargeParameter(
                            null,
                            status,
                            amps(5_000, -1),
                            null,
                            volts(4_080, -1),
                            null,
                            wh(5_300, 0),
                            null,
                            null);
            case TUX_TESLA ->
                    new DC_EVChargeParameter(
                            null,
                            status,
                            amps(5_490, -1),
                            watts(2_320, 2),
                            volts(4_230, -1),
                            null,
                            null,
                            null,
                            null);
            case CLARA ->
                    new DC_EVChargeParameter(
                            null,
                            status,
                            amps(125, 0),
                            watts(1_000, 2),
                            volts(410, 0),
                            wh(10_000, 1),
                            wh(10_000, 1),
                            100,
                            80);
            case RISE_DC, ECOG_AC, RISE_AC ->
                    new DC_EVChargeParameter(
                            null,
                            status,
                            amps(200, 0),
                            null,
                            volts(400, 0),
                            null,
                            wh(5_000, 0),
                            null,
                            null);
        };
    }

    PreChargeReq preCharge() {
        return switch (this) {
            case TUX_AUDI -> new PreChargeReq(status(true), volts(3_612, -1), amps(20, -1));
            case TUX_TESLA -> new PreChargeReq(status(true), volts(3_700, -1), amps(0, -1));
            case CLARA, ECOG_DC, ECOG_AC, RISE_AC ->
                    new PreChargeReq(status(true), volts(400, 0), amps(1, 0));
            case RISE_DC -> new PreChargeReq(status(true), volts(400, 0), amps(2, 0));
        };
    }

    /** RISE-V2G and EcoG's copy the station's schedule, the one with an end, the other not. */
    @Nullable ChargingProfile profile(PMaxScheduleEntry told) {
        RelativeTimeInterval when = (RelativeTimeInterval) told.timeInterval();
        List<ProfileEntry> entries = new ArrayList<>();
        switch (this) {
            case RISE_AC, RISE_DC -> entries.add(new ProfileEntry(when.start(), told.pMax(), 3));
            case ECOG_AC, ECOG_DC -> {
                entries.add(new ProfileEntry(when.start(), told.pMax(), null));
                int end = when.start() + assertInstanceOf(Integer.class, when.duration());
                entries.add(new ProfileEntry(end, watts(0, 0), null));
            }
            case TUX_AUDI -> entries.add(new ProfileEntry(0, watts(110, 2), null));
            case TUX_TESLA, CLARA -> {
                return null;
            }
        }
        return new ChargingProfile(entries);
    }

    /** EcoG's says "charging complete" where it means that it is not. */
    @Nullable DC_EVPowerDeliveryParameter delivery() {
        return switch (this) {
            case ECOG_AC, RISE_AC -> null;
            case ECOG_DC -> new DC_EVPowerDeliveryParameter(status(true), false, true);
            case RISE_DC, CLARA -> new DC_EVPowerDeliveryParameter(status(true), false, false);
            case TUX_AUDI, TUX_TESLA -> new DC_EVPowerDeliveryParameter(status(true), null, false);
        };
    }

    CurrentDemandReq demand() {
        return switch (this) {
            case ECOG_DC, RISE_DC, ECOG_AC, RISE_AC ->
                    new CurrentDemandReq(
                            status(true),
                            amps(this == RISE_DC ? 2 : 1, 0),
                            volts(400, 0),
                            this == RISE_DC ? amps(32, 0) : amps(32_000, -3),
                            this == RISE_DC ? watts(63, 3) : watts(8_000, 1),
                            false,
                            false,
                            seconds(this == RISE_DC ? 1_800 : 100, 0),
                            seconds(this == RISE_DC ? 900 : 80, 0),
                            volts(400, 0));
            case TUX_AUDI ->
                    new CurrentDemandReq(
                            status(true),
                            amps(36, -1),
                            volts(4_080, -1),
                            amps(5_000, -1),
                            null,
                            null,
                            false,
                            seconds(0, 1),
                            null,
                            volts(4_080, -1));
            case TUX_TESLA ->
                    new CurrentDemandReq(
                            status(true),
                            amps(0, -1),
                            volts(4_230, -1),
                            amps(5_490, -1),
                            watts(2_320, 2),
                            null,
                            false,
                            null,
                            null,
                            volts(4_230, -1));
            case CLARA ->
                    new CurrentDemandReq(
                            status(true),
                            amps(10, 0),
                            null,
                            null,
                            null,
                            null,
                            false,
                            null,
                            null,
                            volts(409, 0));
        };
    }

    private static PhysicalValue volts(int value, int multiplier) {
        return new PhysicalValue(multiplier, UnitSymbol.V, value);
    }

    private static PhysicalValue amps(int value, int multiplier) {
        return new PhysicalValue(multiplier, UnitSymbol.A, value);
    }

    private static PhysicalValue watts(int value, int multiplier) {
        return new PhysicalValue(multiplier, UnitSymbol.W, value);
    }

    private static PhysicalValue wh(int value, int multiplier) {
        return new PhysicalValue(multiplier, UnitSymbol.Wh, value);
    }

    private static PhysicalValue seconds(int value, int multiplier) {
        return new PhysicalValue(multiplier, UnitSymbol.s, value);
    }
}
