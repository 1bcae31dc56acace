package org.ebbflow.controller.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Surplus for a car that cannot do with little: on and off after a while, never to and fro. */
final class SunTest {

    private final Station station = Station.onAc();

    private void solar(Mode mode) {
        station.owner = Station.OWNER.with(mode);
        station.bidirectional = false;
    }

    private Decision sunFor(int surplusW, int seconds) {
        station.houseW = -surplusW;
        return station.runFor(seconds);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOLAR_ONLY", "POWER_THE_HOUSE"})
    void beginsAfterAMinuteOfEnoughSurplus(Mode mode) {
        solar(mode);
        sunFor(1_000, 120);
        Decision why = sunFor(2_000, 59);
        assertEquals(0, why.powerW());
        assertEquals(Reason.NO_SURPLUS, why.local().resting());
        assertEquals(2_000, sunFor(2_000, 3).powerW(), 30);
    }

    @Test
    void anOwnerWhoPicksTheSunWhereItShinesSeesItBeginAtOnceAndACloudEndsItAsEver() {
        solar(Mode.STOP);
        sunFor(1_000, 120);
        solar(Mode.SOLAR_ONLY);
        sunFor(1_000, 5);
        assertEquals(3_000, sunFor(3_000, 8).powerW(), 50);
        assertEquals(1_440, sunFor(400, 50).powerW(), 5);
        assertEquals(0, sunFor(400, 15).powerW());
        Decision again = sunFor(3_000, 50);
        assertEquals(0, again.powerW(), "not asked anew: a minute, as ever");
    }

    @Test
    void whatComesLaterThanTenSecondsAfterTheOwnerAskedWaitsForItsMinute() {
        solar(Mode.SOLAR_ONLY);
        sunFor(1_000, 11);
        assertEquals(0, sunFor(3_000, 59).powerW());
        assertEquals(3_000, sunFor(3_000, 4).powerW(), 50);
    }

    @Test
    void goesOnWithItsSmallestPowerForAMinuteOfTooLittleAndThenEnds() {
        solar(Mode.SOLAR_ONLY);
        sunFor(3_000, 62);
        assertEquals(1_440, sunFor(400, 2).powerW(), 5);
        Decision last = sunFor(400, 57);
        assertEquals(1_440, last.powerW(), 5);
        Decision over = sunFor(400, 3);
        assertEquals(0, over.powerW());
        assertEquals(Reason.NO_SURPLUS, over.local().resting());
    }

    @Test
    void cloudsOfHalfAMinuteNeverSwitchItOnOrOff() {
        for (boolean begun : List.of(true, false)) {
            solar(Mode.SOLAR_ONLY);
            Decision why = sunFor(begun ? 3_000 : 0, 130);
            for (int cloud = 0; cloud < 60; cloud++) {
                why = sunFor(cloud % 2 == 0 ? 700 : 3_000, 30);
                int powerW = why.powerW();
                assertTrue(begun ? powerW >= 1_440 : powerW == 0, begun + ": " + powerW);
            }
            sunFor(0, 130);
        }
    }

    @Test
    void aSilentMeterEndsItAtOnce() {
        solar(Mode.SOLAR_ONLY);
        assertTrue(sunFor(3_000, 70).powerW() > 2_900);
        station.siteMeterAgeNs = 3 * Station.SECOND + 1;
        assertEquals(0, sunFor(3_000, 1).powerW());
    }

    @Test
    void aLimitBelowTheSmallestPowerIsNotStretched() {
        solar(Mode.SOLAR_ONLY);
        sunFor(3_000, 70);
        station.carW = new Interval(0, 1_439);
        assertEquals(0, sunFor(3_000, 2).powerW());
    }

    /** A day of clouds: whatever they do, a minute lies between any two changes. */
    @Test
    void overACloudyDayAMinuteLiesBetweenAnyTwoChanges() {
        solar(Mode.SOLAR_ONLY);
        HomeDay day = new HomeDay(station).withoutBattery();
        boolean on = false;
        int lastChange = 0;
        int changes = 0;
        for (int second = 7 * 3_600; second < 15 * 3_600; second++) {
            day.second(second);
            boolean now = station.stationW > 0;
            if (now != on) {
                int since = second - lastChange;
                assertTrue(changes == 0 || since >= 60, "changed after " + since + " s");
                lastChange = second;
                changes++;
                on = now;
            }
        }
        assertTrue(changes >= 2 && changes <= 60, "changes " + changes);
        assertTrue(day.carWh() > 8_000, "charged " + day.carWh());
    }
}
