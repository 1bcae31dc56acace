package org.ebbflow.controller.registers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.EventStatus.Stage;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.settings.Installation.Supply;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Programs;
import org.ebbflow.controller.status.Snapshots;
import org.ebbflow.hal.StageReading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegisterMapTest {

    private static final long S = 1_000_000_000L;
    private static final String EMS = "192.0.2.10";
    private static final String OTHER = "192.0.2.11";

    private final RegisterMap map = new RegisterMap(Supply.SPLIT_PHASE, "E1");
    private final Snapshots station = new Snapshots();
    private Control control = Control.INITIAL;
    private List<Intent> intents = List.of();

    private String ask(String pduHex, String client) {
        byte[] pdu = HexFormat.of().parseHex(pduHex.replace(" ", ""));
        RegisterMap.Step step = map.step(control, pdu, client, station.build(), station.nowNs);
        control = step.next();
        intents = step.intents();
        return HexFormat.of().formatHex(step.answer());
    }

    private String ask(String pduHex) {
        return ask(pduHex, EMS);
    }

    private void take() {
        assertEquals("0608340001", ask("06 0834 0001"));
    }

    private long read(int address, int count) {
        String hex = ask("03%04x%04x".formatted(address, count)).substring(4);
        return Long.parseUnsignedLong(hex, 16);
    }

    @Test
    void statusBlockShowsOneInstantWithPlusAsCharge() {
        assertEquals(1, read(2_000, 1));
        assertEquals(6, read(2_002, 1));
        assertEquals(0xFFFFEC78L, read(2_006, 2), "-5,000 W");
        assertEquals(600, read(2_012, 1));
        assertEquals(3, read(2_013, 1));
        assertEquals(62_000, read(2_014, 2));
        assertEquals(11_500, read(2_016, 2));
        assertEquals(0xFFFFFFFFL & -11_500, read(2_022, 2));
        assertEquals(23, read(2_025, 1));
        assertEquals(5_000_000_000L, read(2_028, 4));
        assertEquals(1_234, read(2_036, 2));
        assertEquals(1_200, read(2_042, 1));
        assertEquals(6_001, read(2_048, 1));
        assertEquals(412, read(2_049, 1));
        assertEquals(ask("03 07d0 0042").substring(2), ask("04 07d0 0042").substring(2));
    }

    @Test
    void unknownStateOfChargeIsNotZero() {
        station.socDeciPercent = -1;
        assertEquals(0xFFFF, read(2_012, 1));
        assertEquals(0xFFFF, read(2_013, 1));
        assertEquals(0xFFFFFFFFL, read(2_014, 2));
    }

    /** Older than a minute is not known; its age and the car's capacity still are. */
    @Test
    void anOldStateOfChargeIsNotShownAsIfItWereKnown() {
        station.socAgeNs = 60 * S;
        assertEquals(600, read(2_012, 1));
        assertEquals(1 << 3, read(2_001, 1) & 1 << 3);
        station.socAgeNs = 60 * S + 1;
        assertEquals(0xFFFF, read(2_012, 1));
        assertEquals(60, read(2_013, 1));
        assertEquals(62_000, read(2_014, 2));
        assertEquals(0, read(2_001, 1) & 1 << 3);
        int soc = SunSpecLayout.CHAIN.address("713.SoC");
        assertEquals(0xFFFF, read(soc, 1));
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("713.WHAvail"), 1));
        station.socAgeNs = 60 * S;
        assertEquals(600, read(soc, 1));
    }

    @Test
    void theNextEventIsShownUntilItsEnd() {
        assertEquals(0, read(2_078, 1));
        assertEquals(0xFFFFFFFFL, read(2_082, 2));
        long nowMs = station.build().tick().wallTimeMs();
        EventStatus later = event("later", nowMs + 7_200_000, Stage.ANNOUNCED);
        EventStatus runs = event("now", nowMs - 60_000, Stage.RUNNING);
        station.programs = new Programs(List.of(later), true);
        assertEquals(1, read(2_078, 1));
        assertEquals(1, read(2_079, 1));
        assertEquals(0, read(2_080, 1));
        assertEquals(1, read(2_081, 1), "the owner holds export");
        assertEquals(7_200, read(2_082, 2));
        assertEquals(8_100, read(2_084, 2));
        assertEquals(0xFFFFFFFFL & -5_000, read(2_086, 2));
        station.programs = new Programs(List.of(later, runs.declined(true)), false);
        assertEquals(2, read(2_078, 1));
        assertEquals(2, read(2_079, 1));
        assertEquals(1, read(2_080, 1), "opted out");
        assertEquals(0, read(2_082, 2));
        assertEquals(840, read(2_084, 2));
    }

    private static EventStatus event(String id, long startMs, Stage stage) {
        GridEvent event =
                new GridEvent(
                        Source.OPENADR,
                        id,
                        0,
                        false,
                        new GridEvent.Timing(startMs, 900, 0),
                        new GridEvent.Ask.Power(-5_000));
        return new EventStatus(event, startMs, 0, stage, false, true, 0, Reason.NONE);
    }

    @Test
    void modePlanAndDepartureAreShownAndWhatIsNotKnownIsNotInvented() {
        assertEquals(0, read(2_076, 1));
        assertEquals(0xFFFFFFFFL, read(2_088, 2));
        long nowMs = station.build().tick().wallTimeMs();
        station.local =
                new Decision.Local(
                        Reason.NO_SURPLUS,
                        Optional.of(new Readiness(nowMs + 3_600_000, 800, 750, 900, true)));
        station.preferences = station.preferences.with(Preferences.Mode.SOLAR_ONLY);
        assertEquals(1, read(2_076, 1));
        assertEquals(Reason.NO_SURPLUS.number(), read(2_077, 1));
        assertEquals(3_600, read(2_088, 2));
        assertEquals(800, read(2_090, 1));
        assertEquals(750, read(2_091, 1));
        assertEquals(900, read(2_092, 2));
        station.local =
                new Decision.Local(
                        Reason.NONE,
                        Optional.of(new Readiness(nowMs + 3_600_000, 800, -1, -1, true)));
        assertEquals(0xFFFF, read(2_091, 1));
        assertEquals(0xFFFFFFFFL, read(2_092, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "01 07d0 0001, 8101", // coils
        "0f 07d0 0001 01 01, 8f01",
        "16 0834 0000 0000, 9601",
        "2b 0e 01 00, ab01",
        "03 07d0 0000, 8303", // count 0
        "03 07d0 007e, 8303", // count 126
        "04 9c40 007e, 8403",
        "03 07cf 0001, 8302", // before the block
        "03 082d 0002, 8302", // spans its end
        "03 082e 0001, 8302",
        "03 0847 0002, 8302",
        "03 9c3f 0001, 8302",
        "03 9dec 0001, 8302", // past the end model
        "06 07d0 0001, 8602", // read-only
        "06 9c87 0001, 8602", // 701 is read-only
        "10 0841 0003 06 0001 03e8 0001, 9002", // last of three does not exist
        "10 0834 0000 00, 9003",
        "10 0834 0001 04 0001 0000, 9003", // byte count
        "10 0836 0002 03 000000, 9003",
        "06 0836 0001, 8603", // half of an int32
        "10 0835 0002 04 0000 0000, 9003",
        "06 0834 0002, 8603",
        "06 0838 0004, 8603", // lease time
        "06 0838 0e11, 8603",
        "06 0839 0003, 8603",
        "06 0835 0001, 8606", // no lease
        "10 0836 0002 04 ffff ec78, 9006",
        "10 9d6d 0002 04 0000 1388, 9006",
        "06, 8603",
        "03 07d0, 8303"
    })
    void refusesWithTheRightExceptionAndChangesNothing(String request, String answer) {
        Control before = control;
        assertEquals(answer, ask(request));
        assertEquals(before, control);
        assertEquals(List.of(), intents);
    }

    @Test
    void setpointOfTheLeaseHolderBecomesATargetWithALease() {
        take();
        assertEquals("1008360002", ask("10 0836 0002 04 ffff ec78"));
        Lease lease = new Lease(station.nowNs, 60 * S);
        assertTrue(
                intents.contains(
                        new Intent.Direct(
                                new Directive.Target(
                                        Source.INTEGRATOR,
                                        lease,
                                        Directive.Rank.INTEGRATOR,
                                        -5_000))));
        assertTrue(
                intents.contains(
                        new Intent.Direct(
                                new Directive.Bound(
                                        Source.INTEGRATOR,
                                        lease,
                                        new Interval(-Integer.MAX_VALUE, Integer.MAX_VALUE),
                                        new Interval(0, Integer.MAX_VALUE)))));
        assertEquals(0xFFFFEC78L, read(2_102, 2));
    }

    @Test
    void beyondTheWindowIsTakenButBeyondTwiceTheNameplateIsAMistake() {
        take();
        assertEquals("1008360002", ask("10 0836 0002 04 ffff c568"), "-15,000 W");
        assertEquals("9003", ask("10 0836 0002 04 ec78 ffff"), "swapped words");
        assertEquals("9003", ask("10 0836 0002 04 8000 0000"), "not a number");
        assertEquals(0xFFFFC568L, read(2_102, 2));
    }

    @Test
    void oneWriteIsAllOrNothing() {
        take();
        assertEquals("9003", ask("10 0836 0003 06 0000 1388 0001"));
        assertEquals(0, read(2_102, 2));
        assertEquals("1008340004", ask("10 0834 0004 08 0001 0000 0000 1388"));
        assertEquals(5_000, read(2_102, 2));
    }

    @Test
    void secondClientIsBusyUntilTheLeaseLapses() {
        take();
        assertEquals("8606", ask("06 0834 0001", OTHER));
        assertEquals("9006", ask("10 0836 0002 04 0000 1388", OTHER));
        station.nowNs += 60 * S - 1;
        assertEquals("8606", ask("06 0834 0001", OTHER));
        station.nowNs += 1;
        assertEquals("0608340001", ask("06 0834 0001", OTHER));
    }

    @Test
    void readsOfTheHolderKeepTheLeaseAliveAndReadsOfOthersDoNot() {
        take();
        ask("10 0836 0002 04 0000 1388");
        station.nowNs += 59 * S;
        read(2_026, 1);
        assertEquals(List.of(new Intent.Renew(Source.INTEGRATOR)), intents);
        assertEquals(60, read(2_026, 1));
        station.nowNs += 59 * S;
        ask("03 07ea 0001", OTHER);
        assertEquals(List.of(), intents);
        ask("03 07d0 0000");
        assertEquals(List.of(), intents, "an invalid request renews nothing");
        station.nowNs += S;
        assertEquals(0, read(2_100, 1));
        assertEquals(0, read(2_102, 2), "no set point stays behind");
        assertEquals(0, read(2_026, 1));
    }

    @Test
    void ownerOnThePanelEndsTheLeaseVisibly() {
        take();
        station.preferences =
                new Preferences(Preferences.Mode.CHARGE_NOW, true, 300, 0, 1_000, "en");
        station.chosen = Source.PANEL;
        assertEquals("9006", ask("10 0836 0002 04 0000 1388"));
        assertEquals("8606", ask("06 0834 0001"));
        assertEquals(1, read(2_024, 1));
        assertEquals(1, read(SunSpecLayout.CHAIN.address("715.LocRemCtl"), 1));
    }

    @Test
    void releaseGivesBackAndClears() {
        take();
        ask("10 0836 0002 04 0000 1388");
        assertEquals("0608340000", ask("06 0834 0000"));
        assertEquals(List.of(new Intent.Release(Source.INTEGRATOR)), intents);
        assertEquals(0, read(2_102, 2));
    }

    @Test
    void lossAndCeilingsBecomeABound() {
        take();
        ask("10 0838 0004 08 000a 0002 0000 0bb8");
        ask("10 083c 0004 08 0000 1388 0000 07d0");
        assertTrue(
                intents.contains(
                        new Intent.Direct(
                                new Directive.Bound(
                                        Source.INTEGRATOR,
                                        new Lease(station.nowNs, 10 * S),
                                        new Interval(-2_000, 5_000),
                                        new Interval(0, 3_000)))));
        assertEquals("1008400002", ask("10 0840 0002 04 0190 0320"));
        assertTrue(
                intents.contains(
                        new Intent.Direct(
                                new Directive.SocWindow(
                                        Source.INTEGRATOR,
                                        new Lease(station.nowNs, 10 * S),
                                        400,
                                        800))));
        assertEquals("8603", ask("06 0840 03e9"));
    }

    @Test
    void commandsReadZeroAndAct() {
        take();
        assertEquals("0608350003", ask("06 0835 0003"));
        assertEquals(List.of(new Intent.Stop(Source.INTEGRATOR)), intents.subList(0, 1));
        assertEquals(0, read(2_101, 1));
        assertEquals("8603", ask("06 0835 0007"));
    }

    @Test
    void chainIsWhereTheClientsLookAndEndsProperly() {
        assertEquals(0x53756E53L, read(40_000, 2));
        int[][] models = {
            {40_002, 1, 66}, {40_070, 701, 153}, {40_225, 702, 50}, {40_277, 704, 65},
            {40_344, 713, 7}, {40_353, 714, 43}, {40_398, 715, 7}, {40_407, 703, 17}
        };
        for (int[] model : models) {
            assertEquals(model[1], read(model[0], 1));
            assertEquals(model[2], read(model[0] + 1, 1));
        }
        assertEquals(0xFFFF0000L, read(40_426, 2));
        assertEquals(0xFFFF, read(40_426, 1));
        assertEquals(40_301, SunSpecLayout.CHAIN.address("704.WSet"));
        assertEquals(40_299, SunSpecLayout.CHAIN.address("704.WSetEna"));
        assertEquals(40_308, SunSpecLayout.CHAIN.address("704.WSetRvrtTms"));
        assertEquals(40_080, SunSpecLayout.CHAIN.address("701.W"));
    }

    @Test
    void sunSpecCountsDischargeAsPlusBothWays() {
        assertEquals(5_000, read(40_080, 1));
        assertEquals("069d6b0001", ask("06 9d6b 0001"));
        assertEquals("109d6d0002", ask("10 9d6d 0002 04 0000 1388"));
        assertTrue(
                intents.stream()
                        .anyMatch(
                                i ->
                                        i instanceof Intent.Direct d
                                                && d.directive() instanceof Directive.Target t
                                                && t.powerW() == -5_000));
        assertEquals(5_000, read(40_301, 2));
        assertEquals(0xFFFFEC78L, read(2_102, 2));
    }

    @Test
    void enablingBeforeTheSetpointNeverRevivesAnOldOne() {
        ask("06 9d6b 0001");
        ask("10 9d6d 0002 04 0000 1388");
        ask("10 9d74 0002 04 0000 000a");
        assertEquals(10, read(40_310, 2));
        station.nowNs += 10 * S;
        assertEquals(0, read(40_299, 1));
        assertEquals(0, read(40_301, 2));
        ask("06 9d6b 0001");
        assertEquals(0, read(40_301, 2));
    }

    @Test
    void pointsWeDoNotHaveAreNotImplementedAndUsedScalesAreThere() {
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("704.PFWInjEna"), 1));
        assertEquals(0x8000, read(SunSpecLayout.CHAIN.address("701.Var_SF") + 2, 1));
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("713.SoH"), 1));
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("701.TotWhInjL1"), 1));
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("701.TotVarhAbs") + 3, 1));
        assertEquals(0, read(SunSpecLayout.CHAIN.address("701.W_SF"), 1));
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("701.V_SF"), 1));
        assertEquals(600, read(SunSpecLayout.CHAIN.address("713.SoC"), 1));
        station.phase = VehicleReport.Phase.NO_CAR;
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("713.SoC"), 1));
    }

    @Test
    void stateOfChargeIsTheCarsOrElseWhatTheStagesOwnBatteryModelTells() {
        station.stageSocDeciPercent = OptionalInt.of(440);
        assertEquals(600, read(SunSpecLayout.CHAIN.address("713.SoC"), 1));
        station.socDeciPercent = -1;
        assertEquals(440, read(SunSpecLayout.CHAIN.address("713.SoC"), 1));
        assertEquals(0xFFFF, read(2_012, 1), "what decides about a car is only what the car says");
        assertEquals(0xFFFF, read(SunSpecLayout.CHAIN.address("713.WHAvail"), 1));
    }

    @Test
    void temperatureThatNobodyMeasuresIsNotImplementedAndNotCold() {
        assertEquals(412, read(SunSpecLayout.CHAIN.address("701.TmpCab"), 1));
        station.stageDeciC = StageReading.NOT_MEASURED;
        assertEquals(0x8000, read(SunSpecLayout.CHAIN.address("701.TmpCab"), 1));
        assertEquals(0x8000, read(2_049, 1));
    }

    @Test
    void silentControlThreadShowsAsFaultAndRefusesWrites() {
        byte[] read = HexFormat.of().parseHex("0307d20001");
        long later = station.nowNs + S + 1;
        RegisterMap.Step step = map.step(control, read, EMS, station.build(), later);
        assertArrayEquals(HexFormat.of().parseHex("0302000c"), step.answer());
        byte[] write = HexFormat.of().parseHex("0608340001");
        assertArrayEquals(
                HexFormat.of().parseHex("8604"),
                map.step(control, write, EMS, station.build(), later).answer());
        station.trip = Optional.of(FaultCode.DOOR_OPEN);
        assertEquals(12, read(2_002, 1));
        assertEquals(102, read(2_005, 1));
    }
}
