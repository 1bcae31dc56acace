package org.ebbflow.tools.vehicle;

import java.util.ArrayList;
import java.util.List;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Needs;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.tools.vehicle.BatteryTraits.BatteryLimits;

/** The cars there are. */
public final class Garage {

    private static final int SOUND_INSULATION_OHM = 5_000_000;

    private static final OcvCurve CURVE_96_CELLS =
            new OcvCurve(
                    List.of(
                            new OcvCurve.Point(0, 307_000),
                            new OcvCurve.Point(50, 334_000),
                            new OcvCurve.Point(100, 341_000),
                            new OcvCurve.Point(300, 350_000),
                            new OcvCurve.Point(500, 360_000),
                            new OcvCurve.Point(700, 375_000),
                            new OcvCurve.Point(900, 392_000),
                            new OcvCurve.Point(1_000, 400_000)));

    private static final BatteryTraits TRUCK_BATTERY =
            new BatteryTraits(
                    123_000,
                    CURVE_96_CELLS,
                    60,
                    new BatteryLimits(300_000, 410_000, 300_000, 60_000, 120_000, 18_000));

    private static final BatteryTraits HATCH_BATTERY =
            new BatteryTraits(
                    40_000,
                    CURVE_96_CELLS,
                    110,
                    new BatteryLimits(300_000, 410_000, 120_000, 0, 46_000, 0));

    /** Where the car controls the current it asks for 32 A; the station bounds it. */
    private static final Needs NEEDS = new Needs(800, 200, 7_200, 32_000);

    private Garage() {}

    /** All cars, in the order in which people see them. */
    public static List<CarProfile> all() {
        return List.of(truck(), hatch(), truckAc(), pilotOnly());
    }

    /** 123 kWh, bidirectional DC of ISO 15118-20, else DC charging of ISO 15118-2. */
    public static CarProfile truck() {
        return profile(
                new CarTraits(
                        "truck", TRUCK_BATTERY, new CarTraits.Inlet.Dc(), SOUND_INSULATION_OHM),
                List.of(
                        plan(Protocol.ISO_15118_20, Service.DC_BPT),
                        plan(Protocol.ISO_15118_2, Service.DC)));
    }

    /** 40 kWh, DC charging of ISO 15118-2 and nothing else. */
    public static CarProfile hatch() {
        return profile(
                new CarTraits(
                        "hatch", HATCH_BATTERY, new CarTraits.Inlet.Dc(), SOUND_INSULATION_OHM),
                List.of(plan(Protocol.ISO_15118_2, Service.DC)));
    }

    /** 123 kWh behind its own inverter, 240 V and 48 A, bidirectional AC of ISO 15118-20. */
    public static CarProfile truckAc() {
        return profile(
                new CarTraits(
                        "truck-ac",
                        TRUCK_BATTERY,
                        new CarTraits.Inlet.Ac(48_000, 11_520, 11_520, 945, 10_000),
                        SOUND_INSULATION_OHM),
                List.of(plan(Protocol.ISO_15118_20, Service.AC_BPT)));
    }

    /** 40 kWh behind a 32 A charger that knows the pilot's duty and nothing digital. */
    public static CarProfile pilotOnly() {
        return profile(
                new CarTraits(
                        "pilot-only",
                        HATCH_BATTERY,
                        new CarTraits.Inlet.Ac(32_000, 7_680, 0, 930, 5_000),
                        SOUND_INSULATION_OHM),
                List.of());
    }

    /** The car of a name. */
    public static CarProfile named(String name) {
        List<String> names = new ArrayList<>();
        for (CarProfile car : all()) {
            if (car.traits().name().equals(name)) {
                return car;
            }
            names.add(car.traits().name());
        }
        throw new IllegalArgumentException(
                "There is no car named " + name + "; there are: " + names + ".");
    }

    private static CarProfile profile(CarTraits traits, List<EvccPlan> plans) {
        return new CarProfile(traits, 620, plans, new CarProfile.Ending.OnRequest());
    }

    private static EvccPlan plan(Protocol protocol, Service service) {
        return EvccPlan.of(protocol, service, EvccPlan.Stop.NEVER)
                .with(EvccPlan.Mode.DYNAMIC)
                .with(NEEDS);
    }
}
