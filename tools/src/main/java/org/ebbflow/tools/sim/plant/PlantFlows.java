package org.ebbflow.tools.sim.plant;

/**
 * What flows between the parts of a plant, and what its devices hold.
 *
 * @param board the safety board
 * @param acW power at the AC terminals of the station, plus is charge
 * @param inletV voltage on the car's side of the contactors
 * @param gridAtHouse mains voltage reaches the house
 * @param temperatureC cabinet temperature
 * @param dcEnergy energy at the DC output since power-up
 * @param stationMeter meter at the station's AC terminals
 * @param gridMeter meter at the house connection
 * @param noise where the noise stands
 */
record PlantFlows(
        SafetyBoard board,
        double acW,
        double inletV,
        boolean gridAtHouse,
        double temperatureC,
        DcEnergy dcEnergy,
        Meter stationMeter,
        Meter gridMeter,
        Noise noise) {

    private static final double AMBIENT_C = 25;
    private static final double KELVIN_PER_WATT_LOSS = 0.05;
    private static final double WARMING_S = 300;
    private static final double INLET_DECAY_S = 0.15;
    private static final double INRUSH_V = 20;

    /** What happened in one slice. */
    record Slice(
            CarSide car,
            double outputBeforeV,
            Stage stage,
            boolean gridAtHouse,
            long timeUs,
            int sliceUs) {}

    static PlantFlows atPowerUp(long seed) {
        return new PlantFlows(
                SafetyBoard.atPowerUp(),
                0,
                0,
                true,
                AMBIENT_C,
                new DcEnergy(0, 0),
                Meter.fresh(),
                Meter.fresh(),
                new Noise(seed));
    }

    PlantFlows step(Slice slice, SafetyBoard next, Noise drawn, PlantTraits traits, Site site) {
        boolean touch = next.drive().contactors().closed();
        double stationW = stationW(slice, next, touch, new House(traits, site));
        double dcW = slice.stage().flow().dcV() * slice.stage().flow().dcA();
        double sliceS = slice.sliceUs() * 1e-6;
        double warmC = AMBIENT_C + KELVIN_PER_WATT_LOSS * Math.abs(stationW - dcW);
        boolean dc = traits.kind() == PlantTraits.Kind.DC;
        SwitchGear gear = next.senses().gear();
        int houseW = site.connectedW(gear.feed().closed(), gear.shed().closed());
        double gridW = slice.gridAtHouse() ? houseW + stationW : 0;
        int lineMv = slice.gridAtHouse() ? site.voltageMv() : 0;
        boolean carForms = !dc && slice.car().plugged() && slice.car().formsGrid();
        boolean forms = dc ? slice.stage().forming() : carForms && touch && !slice.gridAtHouse();
        int ownMv = dc ? traits.nominalVoltageMv() : islandMv(houseW, -stationW, traits);
        int stationMv = forms ? ownMv : lineMv;
        int lineMilliHz = slice.gridAtHouse() ? site.frequencyMilliHz() : 0;
        int stationMilliHz = forms ? traits.nominalFrequencyMilliHz() : lineMilliHz;
        Noise second = drawn.next();
        Noise third = second.next();
        return new PlantFlows(
                dc ? inrush(slice, next, touch) : next,
                stationW,
                dc
                        ? inletV(slice, touch, sliceS)
                        : acInletV(touch ? stationMv : carForms ? traits.nominalVoltageMv() : 0),
                slice.gridAtHouse(),
                StageFlow.lag(temperatureC, dc ? warmC : AMBIENT_C, WARMING_S, sliceS),
                dc
                        ? new DcEnergy(
                                dcEnergy.chargedWs() + Math.max(0, dcW) * sliceS,
                                dcEnergy.dischargedWs() + Math.max(0, -dcW) * sliceS)
                        : dcEnergy,
                stationMeter.step(
                        new Meter.Line(stationW, stationMv, stationMilliHz, second.fraction()),
                        traits.phases(),
                        slice.sliceUs()),
                gridMeter.step(
                        new Meter.Line(gridW, lineMv, lineMilliHz, third.fraction()),
                        traits.phases(),
                        slice.sliceUs()),
                third);
    }

    /** What stands behind the station's terminals. */
    private record House(PlantTraits traits, Site site) {}

    private static double stationW(Slice slice, SafetyBoard next, boolean touch, House house) {
        if (house.traits().kind() == PlantTraits.Kind.DC) {
            return slice.stage().flow().acW();
        }
        if (!touch || !slice.car().plugged()) {
            return 0;
        }
        if (slice.gridAtHouse()) {
            return slice.car().acPowerW();
        }
        SwitchGear gear = next.senses().gear();
        int wantedW = house.site().connectedW(gear.feed().closed(), gear.shed().closed());
        return slice.car().formsGrid() ? Math.max(-wantedW, slice.car().acPowerW()) : 0;
    }

    /** A house of resistances that gets less power than it wants has less voltage. */
    static int islandMv(double wantedW, double givenW, PlantTraits traits) {
        return wantedW <= 0 || givenW >= wantedW
                ? traits.nominalVoltageMv()
                : (int) (traits.nominalVoltageMv() * Math.sqrt(Math.max(0, givenW) / wantedW));
    }

    private static double acInletV(int lineMv) {
        return lineMv * 0.001;
    }

    private double inletV(Slice slice, boolean touch, double sliceS) {
        if (touch) {
            return slice.stage().flow().dcV();
        }
        return slice.car().plugged() && slice.car().contactorsClosed()
                ? slice.car().batteryVoltageMv() * 0.001
                : StageFlow.lag(inletV, 0, INLET_DECAY_S, sliceS);
    }

    /** Contacts that close onto a voltage difference leave a line in the log. */
    private SafetyBoard inrush(Slice slice, SafetyBoard next, boolean touch) {
        if (!touch || board.drive().contactors().closed()) {
            return next;
        }
        boolean live = slice.car().plugged() && slice.car().contactorsClosed();
        double differenceV = slice.outputBeforeV() - slice.car().batteryVoltageMv() * 0.001;
        if (!live || Math.abs(differenceV) <= INRUSH_V) {
            return next;
        }
        return next.logging(
                slice.timeUs(),
                BoardEvent.Kind.INRUSH,
                "contactors closed onto a difference of "
                        + Math.round(Math.abs(differenceV))
                        + " V");
    }

    PlantFlows withBoard(SafetyBoard other) {
        return new PlantFlows(
                other,
                acW,
                inletV,
                gridAtHouse,
                temperatureC,
                dcEnergy,
                stationMeter,
                gridMeter,
                noise);
    }
}
