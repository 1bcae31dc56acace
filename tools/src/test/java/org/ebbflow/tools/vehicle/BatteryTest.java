package org.ebbflow.tools.vehicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.tools.vehicle.BatteryTraits.BatteryLimits;
import org.ebbflow.tools.vehicle.OcvCurve.Point;
import org.junit.jupiter.api.Test;

class BatteryTest {

    private static final BatteryLimits LIMITS =
            new BatteryLimits(300_000, 410_000, 100_000, 50_000, 40_000, 20_000);
    private static final OcvCurve FLAT =
            new OcvCurve(List.of(new Point(0, 400_000), new Point(1_000, 400_000)));
    private static final OcvCurve STRAIGHT =
            new OcvCurve(List.of(new Point(0, 300_000), new Point(1_000, 400_000)));

    private static Battery battery(OcvCurve curve, int socDeciPercent) {
        return Battery.at(new BatteryTraits(40_000, curve, 100, LIMITS), socDeciPercent);
    }

    private static Battery run(Battery battery, int currentMa, int seconds) {
        Battery now = battery;
        for (int i = 0; i < seconds * 100; i++) {
            now = now.after(currentMa, 10_000);
        }
        return now;
    }

    @Test
    void tenAmperesForAnHourAtFourHundredVoltsStoreFourKilowattHours() {
        Battery after = run(battery(FLAT, 500), 10_000, 3_600);
        assertEquals(24_000 * Battery.UWS_PER_WH, after.storedUws());
        assertEquals(600, after.socDeciPercent());
        assertEquals(4_010 * Battery.UWS_PER_WH, after.chargedUws());
        assertEquals(0, after.dischargedUws());
    }

    @Test
    void dischargeTakesMoreFromTheCellsThanLeavesAtTheTerminals() {
        Battery after = run(battery(FLAT, 500), -30_000, 3_600);
        assertEquals(8_000 * Battery.UWS_PER_WH, after.storedUws());
        assertEquals(11_910 * Battery.UWS_PER_WH, after.dischargedUws());
        assertEquals(397_000, after.voltageMv());
    }

    /** With V = a + b E the voltage grows as exp(b I t): an analytic value for a sloped curve. */
    @Test
    void constantCurrentOnASlopedCurveFollowsTheExponential() {
        double amperes = 25;
        double joules = 40_000.0 * 3_600;
        double slope = 100.0 / joules;
        double volts = 350 * Math.exp(slope * amperes * 1_800);
        double expectedWh = (volts - 300) / slope / 3_600;
        Battery after = run(battery(STRAIGHT, 500), 25_000, 1_800);
        assertEquals(expectedWh, (double) after.storedUws() / Battery.UWS_PER_WH, 0.5);
        assertEquals(volts * 1_000, after.openVoltageMv(), 2);
    }

    @Test
    void sliceLengthDoesNotChangeTheEnergyAtConstantVoltage() {
        Battery start = battery(FLAT, 500);
        Battery fine = start;
        for (int i = 0; i < 3_000; i++) {
            fine = fine.after(-7_777, 333);
        }
        Battery coarse = start.after(-7_777, 999_000);
        assertEquals(coarse.storedUws(), fine.storedUws());
    }

    @Test
    void aFullBatteryTakesNothingAndAnEmptyOneGivesNothing() {
        Battery full = battery(FLAT, 1_000);
        assertEquals(full.storedUws(), full.after(50_000, 1_000_000).storedUws());
        assertEquals(0, full.limits().maxChargeW());
        Battery empty = battery(FLAT, 0);
        assertEquals(0, empty.after(-50_000, 1_000_000).storedUws());
        assertEquals(0, empty.limits().maxDischargeMa());
        assertEquals(20_000, battery(FLAT, 1).limits().maxDischargeW());
    }

    @Test
    void chargingFadesOutAboveNinetyFivePercent() {
        assertEquals(40_000, battery(FLAT, 950).limits().maxChargeW());
        assertEquals(39_200, battery(FLAT, 951).limits().maxChargeW());
        assertEquals(800, battery(FLAT, 999).limits().maxChargeW());
    }

    @Test
    void voltageGoesStraightFromPointToPoint() {
        OcvCurve curve =
                new OcvCurve(
                        List.of(
                                new Point(0, 300_000),
                                new Point(500, 350_000),
                                new Point(1_000, 360_000)));
        assertEquals(300_000, curve.voltageMv(0));
        assertEquals(325_000, curve.voltageMv(250_000));
        assertEquals(350_000, curve.voltageMv(500_000));
        assertEquals(355_000, curve.voltageMv(750_000));
        assertEquals(360_000, curve.voltageMv(1_000_000));
    }

    @Test
    void aCurveThatDoesNotCoverTheWholeBatteryIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new OcvCurve(List.of(new Point(0, 1), new Point(999, 2))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OcvCurve(List.of(new Point(0, 1), new Point(0, 2), new Point(1_000, 3))));
        assertThrows(IllegalArgumentException.class, () -> battery(FLAT, 1_001));
    }

    @Test
    void everyCarOfTheGarageHasAPlausibleBattery() {
        for (CarProfile car : Garage.all()) {
            Battery b = Battery.at(car.traits().battery(), car.socDeciPercent());
            BatteryLimits limits = b.limits();
            assertEquals(620, b.socDeciPercent());
            assertTrue(b.openVoltageMv() > limits.minVoltageMv(), car.traits().name());
            assertTrue(b.openVoltageMv() < limits.maxVoltageMv(), car.traits().name());
        }
    }
}
