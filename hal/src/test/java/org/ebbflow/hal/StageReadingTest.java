package org.ebbflow.hal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StageReadingTest {
    private static final StageReading STAGE =
            new StageReading(StageReading.Mode.RUNNING, 1, 2, 3, 230_000, 50_000, 300, false, 0)
                    .told(GridProfile.Taken.VERIFIED)
                    .charged(OptionalInt.of(500));

    @Test
    void hotterContactsAndAnotherMetersLineLeaveEverythingElseAsItIs() {
        assertEquals(350, STAGE.atLeast(350).temperatureDeciC());
        assertEquals(300, STAGE.atLeast(299).temperatureDeciC());
        assertEquals(STAGE, STAGE.atLeast(300).at(230_000, 50_000));
        StageReading changed = STAGE.atLeast(350).at(231_000, 50_010);
        assertEquals(GridProfile.Taken.VERIFIED, changed.profile());
        assertEquals(OptionalInt.of(500), changed.socDeciPercent());
        assertEquals(231_000, changed.acVoltageMv());
    }
}
