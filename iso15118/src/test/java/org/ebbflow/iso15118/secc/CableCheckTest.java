package org.ebbflow.iso15118.secc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.ebbflow.iso15118.secc.CableCheck.Stage;
import org.ebbflow.iso15118.secc.StationView.Authorization;
import org.ebbflow.iso15118.secc.StationView.Contactors;
import org.ebbflow.iso15118.secc.StationView.Insulation;
import org.ebbflow.iso15118.secc.StationView.Insulation.SelfTest;
import org.ebbflow.iso15118.secc.StationView.Readiness;
import org.junit.jupiter.api.Test;

class CableCheckTest {

    private static final long S = 1_000_000_000L;

    private static StationView view(long nowNs, int voltageMv, SelfTest test, boolean fresh) {
        return new StationView(
                nowNs,
                0,
                Readiness.OPEN,
                Authorization.GRANTED,
                new StationView.Measurement(
                        fresh,
                        voltageMv,
                        voltageMv,
                        0,
                        0,
                        Contactors.CLOSED,
                        true,
                        new Insulation(test, 1_000_000),
                        Optional.empty()),
                new StationView.Offer(
                        0,
                        11_500,
                        0,
                        32_000,
                        150_000,
                        500_000,
                        new StationView.Ac(0, 1, 240_000, 60_000),
                        false,
                        new StationView.Target.FollowCar(),
                        StationView.Needs.NONE),
                StationView.Notice.NONE);
    }

    private static CableCheck testing() {
        CableCheck begun = CableCheck.begin(400_000, view(0, 0, SelfTest.NOT_RUN, true));
        return begun.observe(view(0, 0, SelfTest.NOT_RUN, true));
    }

    @Test
    void testsWithTheVoltageOfTheCarAndFinishesBelowSixtyVolts() {
        CableCheck check = testing();
        assertEquals(new Demand.InsulationTest(450_000), check.demand());
        check = check.observe(view(2 * S, 450_000, SelfTest.PASSED, true));
        assertEquals(Stage.DISCHARGING, check.stage());
        assertEquals(Stage.DISCHARGING, at(check, 60_000));
        assertEquals(Stage.PASSED, at(check, 59_999));
    }

    private static Stage at(CableCheck check, int voltageMv) {
        return check.observe(view(3 * S, voltageMv, SelfTest.PASSED, true)).stage();
    }

    @Test
    void failsAtThirtyEightSecondsAndNotBefore() {
        CableCheck check = testing();
        long limit = Timing.CABLE_CHECK_NS;
        assertEquals(
                Stage.TESTING,
                check.observe(view(limit - 1, 450_000, SelfTest.RUNNING, true)).stage());
        assertEquals(
                Stage.FAILED, check.observe(view(limit, 450_000, SelfTest.RUNNING, true)).stage());
    }

    @Test
    void staleVoltageNeitherPassesNorFails() {
        CableCheck check = testing();
        for (int s = 2; s < 6; s++) {
            check = check.observe(view(s * S, 450_000, SelfTest.PASSED, false));
            assertEquals(Stage.TESTING, check.stage());
        }
    }

    @Test
    void aFailedSelfTestFailsAtOnce() {
        assertEquals(
                Stage.FAILED,
                testing().observe(view(2 * S, 450_000, SelfTest.FAILED, true)).stage());
    }
}
