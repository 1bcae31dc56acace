package org.ebbflow.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.status.Snapshots;
import org.ebbflow.hal.Indicator.Meaning;
import org.junit.jupiter.api.Test;

/** What the station's own light tells of a picture. */
final class FrontPanelTest {

    private final Snapshots picture = new Snapshots();

    private Meaning told() {
        return FrontPanel.meaning(picture.build());
    }

    @Test
    void theDirectionOfTheEnergyIsToldFromAHundredWattsOn() {
        picture.acPowerW = 100;
        assertEquals(Meaning.CHARGING, told());
        picture.acPowerW = -100;
        assertEquals(Meaning.DISCHARGING, told());
        picture.acPowerW = -99;
        assertEquals(Meaning.CONNECTED, told());
        picture.phase = VehicleReport.Phase.NO_CAR;
        assertEquals(Meaning.AVAILABLE, told());
    }

    @Test
    void aFaultIsToldBeforeAStopAndAStopBeforeTheEnergyThatIsLeft() {
        picture.acPowerW = 5_000;
        picture.whyNot = Reason.OWNER_STOP;
        assertEquals(Meaning.STOPPED, told());
        picture.trip = Optional.of(FaultCode.EMERGENCY_STOP);
        assertEquals(Meaning.FAULT, told());
    }
}
