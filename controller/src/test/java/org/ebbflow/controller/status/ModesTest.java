package org.ebbflow.controller.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences.Mode;
import org.ebbflow.controller.settings.Sites;
import org.ebbflow.hal.BoardRatings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which mode can be had where; what is missing is named, the hardest to mend first. */
final class ModesTest {

    private static final Installation SITE = Sites.at(Path.of("unused"));

    private static Installation site(boolean meter, boolean permit) {
        Installation.Wiring w = SITE.wiring();
        return new Installation(
                SITE.name(),
                SITE.country(),
                new Installation.Wiring(
                        w.mainFuseA(),
                        w.breakerA(),
                        w.supply(),
                        w.productCapW(),
                        meter,
                        w.safeImportW()),
                new Installation.Permit(permit, 11_500, 300),
                SITE.ramp(),
                SITE.authority(),
                SITE.faces(),
                SITE.vehicle(),
                SITE.owner(),
                SITE.bench(),
                SITE.dataDirectory());
    }

    @ParameterizedTest
    @CsvSource({
        "AUTOMATIC, false, false, false, NONE",
        "CHARGE_NOW, false, false, false, NONE",
        "STOP, false, false, false, NONE",
        "SOLAR_ONLY, true, false, false, NONE",
        "SOLAR_ONLY, false, true, true, NO_SITE_METER",
        "POWER_THE_HOUSE, true, true, true, NONE",
        "POWER_THE_HOUSE, false, true, true, NO_SITE_METER",
        "POWER_THE_HOUSE, true, false, true, NO_PERMIT",
        "POWER_THE_HOUSE, true, true, false, NO_CONSENT",
        "POWER_THE_HOUSE, false, false, false, NO_SITE_METER"
    })
    void aModeThatCannotBeHadSaysWhy(
            Mode mode, boolean meter, boolean permit, boolean consent, Reason why) {
        BoardRatings ratings = new Snapshots().build().ratings();
        assertEquals(why, Modes.whyNot(mode, site(meter, permit), ratings, consent));
    }
}
