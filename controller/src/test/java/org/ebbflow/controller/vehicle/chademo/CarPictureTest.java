package org.ebbflow.controller.vehicle.chademo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.ebbflow.controller.energy.Conversion;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.EvseOffer;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.OfferTarget;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.Verdict;
import org.ebbflow.controller.vehicle.chademo.Stage.Blame;
import org.ebbflow.controller.vehicle.chademo.Stage.Why;
import org.ebbflow.hal.CanFrame;
import org.ebbflow.hal.SafetyReading.ContactorState;
import org.ebbflow.hal.Tick;
import org.junit.jupiter.api.Test;

/** What the station understands of a car: recorded and made-up frames. */
final class CarPictureTest {

    private static final ChademoSettings HOW = ChademoSettings.USUAL;

    private static Tick at(long us) {
        return new Tick(us / 10_000, us * 1_000, us / 1_000, true);
    }

    private static CarPicture heard(CarPicture known, CanFrame frame, long us) {
        return CarFrame.of(frame).map(f -> known.heard(f, at(us))).orElse(known);
    }

    private static CarPicture of(CanFrame... frames) {
        CarPicture picture = CarPicture.NOTHING;
        for (CanFrame frame : frames) {
            picture = heard(picture, frame, 0);
        }
        return picture;
    }

    private static Facts facts(CarPicture car, int stageMv, long us) {
        Interval w = new Interval(-11_000, 11_000);
        Limit limit = new Limit(Source.STAGE, w);
        EvseOffer offer =
                new EvseOffer(
                        true,
                        w,
                        w,
                        new Interval(-30_000, 30_000),
                        150_000,
                        500_000,
                        0,
                        1,
                        240_000,
                        60_000,
                        new OfferTarget.Power(5_000),
                        Conversion.LOSSLESS,
                        true,
                        new Decision(5_000, 5_000, limit, limit, Source.PANEL, List.of(), -1));
        View view =
                new View(
                        at(us),
                        offer,
                        new Verdict.Healthy(List.of()),
                        stageMv,
                        stageMv,
                        10_000,
                        ContactorState.CLOSED,
                        new View.Lines(true, true, true),
                        new View.Insulation(true, 5_000_000));
        return new Facts(view, car, true, true, new Facts.Announced(500, 435, true));
    }

    @Test
    void theRecordedQuickChargeOfALeafOf62KwhIsARunningSessionFromItsFirstSecondToItsLast() {
        CarPicture car = CarPicture.NOTHING;
        TreeSet<Integer> socs = new TreeSet<>();
        int judged = 0;
        int mostA = 0;
        for (Recordings.Line line : Recordings.lines(Recordings.LEAF62)) {
            car = heard(car, line.frame(), line.atUs());
            mostA = Math.max(mostA, car.control().requestA());
            if (line.atUs() > 200_000) {
                judged++;
                assertEquals(
                        Optional.empty(),
                        StopCauses.running(facts(car, 380_000, line.atUs()), 0),
                        "at " + line.atUs() + " us");
                socs.add(car.socDeciPercent().orElseThrow() / 10);
            }
        }
        assertTrue(judged > 4_500);
        assertEquals(255, car.limits().rateReference(), "towards a station of protocol 1");
        assertEquals(new TreeSet<>(List.of(56)), socs);
        assertTrue(car.canDischarge());
        assertTrue(car.seen().extended() && car.seen().estimate());
        assertEquals(new Levels(260, 1_000), Levels.of(car, HOW));
        assertEquals(115, mostA, "asked for more than the 100 A it got");
    }

    @Test
    void theRecordedLeafOf24KwhTellsItsLevelsInSteps() {
        CarPicture car = CarPicture.NOTHING;
        for (Recordings.Line line : Recordings.lines(Recordings.LEAF24)) {
            car = heard(car, line.frame(), line.atUs());
        }
        assertEquals(new Levels(301, 801), Levels.of(car, HOW), "6.7 and 17.8 of 22.2 kWh");
        assertEquals(3_600, car.longestS());
        assertFalse(car.seen().extended());
    }

    @Test
    void theStateOfChargeScalesByTheReferenceAndIsUnknownWithoutOne() {
        CanFrame charge = CanFrame.of(0x102, 2, 154, 1, 0, 0, 0xC1, 50, 0);
        assertEquals(Optional.of(500), of(charge, reference(100)).socDeciPercent());
        assertEquals(Optional.of(196), of(charge, reference(255)).socDeciPercent());
        assertEquals(Optional.of(1_000), of(charge, reference(50)).socDeciPercent());
        assertEquals(Optional.empty(), of(charge, reference(49)).socDeciPercent());
        assertEquals(Optional.empty(), of(charge, reference(0)).socDeciPercent());
    }

    private static CanFrame reference(int raw) {
        return CanFrame.of(0x100, 0, 0, 0, 0, 0xB3, 1, raw, 0);
    }

    private static CanFrame levels(int min, int max) {
        return CanFrame.of(0x200, 0xFF, 0, 0, 0, 250, 0, min, max);
    }

    @Test
    void levelsAreReadByTheSettingAndByWhatCannotBeAPercentage() {
        CanFrame capacity = CanFrame.of(0x101, 0, 0, 0, 0, 0, 222, 0, 0);
        assertEquals(new Levels(100, 1_000), Levels.of(of(levels(10, 100)), HOW));
        assertEquals(new Levels(0, 1_000), Levels.of(of(levels(0, 0)), HOW), "0 is not used");
        assertEquals(new Levels(260, 1_000), Levels.of(of(levels(26, 255)), HOW));
        assertEquals(new Levels(301, 454), Levels.of(of(levels(67, 101), capacity), HOW));
        assertEquals(
                new Levels(1_000, 1_000),
                Levels.of(of(levels(67, 178)), HOW),
                "without a capacity there is no discharge");
        ChademoSettings kwh =
                new ChademoSettings(
                        HOW.inputVoltage(),
                        2,
                        5,
                        110,
                        ChademoSettings.Levels.DECI_KWH,
                        HOW.zeroCurrent(),
                        true);
        assertEquals(new Levels(40, 409), Levels.of(of(levels(10, 100), capacity), kwh));
    }

    @Test
    void eachOfTheCarsWaysToStopIsEnough() {
        CarPicture sound = of(control(0xC1, 0, 410), reference(100));
        assertEquals(Optional.empty(), StopCauses.running(facts(sound, 380_000, 0), 0));
        Why stops = new Why(Reason.VEHICLE_STOPPED, Blame.NOBODY);
        Why fault = new Why(Reason.VEHICLE_STOPPED, Blame.CAR_OR_LINK);
        assertEquals(Optional.of(stops), running(control(0xC0, 0, 410)), "enable bit");
        assertEquals(Optional.of(stops), running(control(0xC1, 0, 0)), "target voltage");
        assertEquals(Optional.of(fault), running(control(0xC3, 0, 410)), "not in park");
        assertEquals(Optional.of(fault), running(control(0xC5, 0, 410)), "system fault");
        assertEquals(Optional.of(fault), running(control(0xC9, 0, 410)), "contactors open");
        for (int bit = 0; bit < 5; bit++) {
            assertEquals(Optional.of(fault), running(control(0xC1, 1 << bit, 410)), "fault " + bit);
        }
        assertEquals(
                Optional.empty(),
                running(control(0xD1, 0, 410)),
                "stop before charging means nothing once energy flows");
        assertEquals(
                Optional.of(stops),
                StopCauses.preparing(facts(of(control(0xD1, 0, 410)), 0, 0)),
                "and ends it before");
    }

    private static Optional<Why> running(CanFrame control) {
        return StopCauses.running(facts(of(control, reference(100)), 380_000, 0), 0);
    }

    private static CanFrame control(int status, int faults, int targetV) {
        return CanFrame.of(0x102, 2, targetV & 0xFF, targetV >> 8, 20, faults, status, 50, 0);
    }

    @Test
    void theThresholdVoltageEndsTheFlowAndTheSilenceOfTheControlFrameAtOneSecond() {
        CarPicture car = of(control(0xC1, 0, 410), reference(100));
        assertEquals(Optional.empty(), StopCauses.running(facts(car, 434_999, 0), 0));
        assertEquals(
                Optional.of(new Why(Reason.VEHICLE_LIMIT, Blame.NOBODY)),
                StopCauses.running(facts(car, 435_000, 0), 0));
        assertEquals(Optional.empty(), StopCauses.running(facts(car, 380_000, 999_999), 0));
        assertEquals(
                Optional.of(new Why(Reason.CONNECTION_LOST, Blame.CAR_OR_LINK)),
                StopCauses.running(facts(car, 380_000, 1_000_000), 0));
    }

    @Test
    void protocolNumbersUpToThreeAreAcceptedAndVoltagesMustFit() {
        for (int protocol = 0; protocol <= 3; protocol++) {
            assertEquals(Optional.empty(), misfit(protocol, 410, 0), "protocol " + protocol);
        }
        assertEquals(Blame.INCOMPATIBLE, misfit(4, 410, 0).orElseThrow().blame());
        assertEquals(Optional.empty(), misfit(2, 500, 150));
        assertEquals(Blame.INCOMPATIBLE, misfit(2, 501, 0).orElseThrow().blame());
        assertEquals(Blame.INCOMPATIBLE, misfit(2, 410, 149).orElseThrow().blame());
    }

    private static Optional<Why> misfit(int protocol, int targetV, int minV) {
        CanFrame control =
                CanFrame.of(0x102, protocol, targetV & 0xFF, targetV >> 8, 0, 0, 0xC9, 50, 0);
        CanFrame limits = CanFrame.of(0x100, 0, 0, minV, 0, 0xB3, 1, 100, 0);
        return StopCauses.misfit(facts(of(control, limits), 0, 0));
    }

    @Test
    void aCarThatSaysNoOrTellsNoLimitsIsChargedOnly() {
        assertTrue(of(control(0x81, 0, 410), levels(10, 100)).canDischarge());
        assertFalse(of(control(0x01, 0, 410), levels(10, 100)).canDischarge());
        assertFalse(of(control(0x81, 0, 410)).canDischarge());
        CanFrame old = CanFrame.of(0x102, 1, 154, 1, 0, 0, 0x81, 50, 0);
        assertFalse(of(old, levels(10, 100)).canDischarge());
    }
}
