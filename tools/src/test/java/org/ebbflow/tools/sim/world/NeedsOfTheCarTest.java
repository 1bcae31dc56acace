package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Mode;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDResEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_DC_CLResControlMode;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopRes;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEResControlMode;
import org.ebbflow.iso15118.message.iso20.ScheduleExchangeRes;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Rational;
import org.ebbflow.iso15118.wire.Wire;
import org.ebbflow.tools.sim.plant.CarSide;
import org.ebbflow.tools.sim.plant.InletSide;
import org.ebbflow.tools.sim.world.Action.Kind;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a car needs reaches the arbiter, and what the owner needs reaches the car; real bytes. */
final class NeedsOfTheCarTest {

    private static final EvccPlan.Needs NEEDS = new EvccPlan.Needs(900, 250, 7_200, 20_000);
    private static final int NOT_TOLD = -1;

    /** At 60 % of 75 kWh: the energy to 90 %. */
    private static final int TARGET_WH = 22_500;

    static Stream<EvccPlan> plans() {
        List<EvccPlan> plans = new ArrayList<>();
        for (Service service : Service.values()) {
            for (Mode mode : List.of(Mode.DYNAMIC, Mode.SCHEDULED)) {
                plans.add(plan(Protocol.ISO_15118_20, service).with(mode));
            }
        }
        plans.add(plan(Protocol.ISO_15118_2, Service.DC));
        plans.add(plan(Protocol.ISO_15118_2, Service.AC));
        plans.add(plan(Protocol.DIN_70121, Service.DC));
        return plans.stream();
    }

    private static EvccPlan plan(Protocol protocol, Service service) {
        return EvccPlan.of(protocol, service, EvccPlan.Stop.NEVER).with(NEEDS);
    }

    private static Scenario visit(EvccPlan plan) {
        Vehicle like = plan.service().isDc() ? Vehicle.ISO20_DC_BPT : Vehicle.ISO20_AC_BPT;
        return new Scenario(5, like, 600, 9_000, List.of(new Action(500, Kind.PLUG, 0)));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void theCarsEnergyAndDepartureStandBeforeTheArbiter(EvccPlan plan) {
        List<VehicleReport.Need> seen = new ArrayList<>();
        World.run(
                visit(plan),
                clock -> new IsoCar(plan, clock, new Dice(5, "car"), 600),
                moment -> moment.snapshot().vehicle().need().ifPresent(seen::add));
        assertTrue(!seen.isEmpty(), "the car told what it needs");
        VehicleReport.Need first = seen.getFirst();
        assertEquals(TARGET_WH, first.targetWh(), 100);
        boolean hasDeparture = plan.protocol() != Protocol.DIN_70121;
        assertEquals(hasDeparture ? 7_200 : NOT_TOLD, first.departureS());
    }

    @Test
    void theOwnersNeedsAndTheStationsTrueLimitsReachACarThatAsks() {
        EvccPlan plan = plan(Protocol.ISO_15118_20, Service.DC_BPT).with(Mode.DYNAMIC);
        List<V2GMessage> told = new ArrayList<>();
        List<Optional<VehicleReport.Soc>> known = new ArrayList<>();
        World.run(
                visit(plan),
                clock -> new Listening(new IsoCar(plan, clock, new Dice(5, "car"), 600), told),
                moment -> known.add(moment.snapshot().vehicle().soc()));
        assertTrue(known.getFirst().isEmpty() && known.getLast().isPresent(), "told in the loop");

        BPT_DC_CPDResEnergyTransferMode limits =
                (BPT_DC_CPDResEnergyTransferMode)
                        only(told, DC_ChargeParameterDiscoveryRes.class)
                                .dcCpdResEnergyTransferMode();
        int mostW = Rational.whole(limits.evseMaximumDischargePower());
        assertTrue(mostW > 10_000, "before the car's charge is known: " + mostW + " W");
        assertTrue(Rational.milli(limits.evseMaximumDischargeCurrent()) > 10_000);

        int kept = WorldSite.preferences().drivingReserveDeciPercent() / 10;
        int full = WorldSite.preferences().maxSocDeciPercent() / 10;
        Dynamic_SEResControlMode exchanged =
                (Dynamic_SEResControlMode) only(told, ScheduleExchangeRes.class).seResControlMode();
        assertEquals(Math.max(25, kept), exchanged.minimumSoc());
        assertEquals(Math.min(90, full), exchanged.targetSoc());
        assertEquals(7_200L, exchanged.departureTime());
        BPT_Dynamic_DC_CLResControlMode loop =
                (BPT_Dynamic_DC_CLResControlMode)
                        told.stream()
                                .filter(DC_ChargeLoopRes.class::isInstance)
                                .map(DC_ChargeLoopRes.class::cast)
                                .reduce((a, b) -> b)
                                .orElseThrow()
                                .clResControlMode();
        assertEquals(exchanged.minimumSoc(), loop.minimumSoc());
        assertEquals(exchanged.targetSoc(), loop.targetSoc());
        Long left = loop.departureTime();
        assertTrue(left != null && left < 7_200 && left > 7_180, "counted down: " + left);
    }

    private static <T extends V2GMessage> T only(List<V2GMessage> told, Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    }

    /** A car that keeps what it heard. */
    private record Listening(IsoCar car, List<V2GMessage> told) implements Car {

        @Override
        public void wired(IsoCar.Wire to) {
            car.wired(to);
        }

        @Override
        public CarSide live(InletSide inlet, int sliceUs) {
            return car.live(inlet, sliceUs);
        }

        @Override
        public void plugged(boolean in) {
            car.plugged(in);
        }

        @Override
        public void heard(byte[] bytes) {
            for (Frame frame : FrameReader.EMPTY.read(bytes).frames()) {
                if (frame.payloadType() != 0x8001) {
                    Wire.iso20(frame).ifPresent(told::add);
                }
            }
            car.heard(bytes);
        }

        @Override
        public void hungUp() {
            car.hungUp();
        }

        @Override
        public void stop() {
            car.stop();
        }

        @Override
        public void disturb(PilotDisturbance disturbance) {
            car.disturb(disturbance);
        }

        @Override
        public int socDeciPercent() {
            return car.socDeciPercent();
        }

        @Override
        public int batteryMv() {
            return car.batteryMv();
        }

        @Override
        public String situation() {
            return car.situation();
        }

        @Override
        public boolean completed() {
            return car.completed();
        }
    }
}
