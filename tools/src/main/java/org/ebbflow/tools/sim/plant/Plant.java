package org.ebbflow.tools.sim.plant;

import java.util.List;

/**
 * A station with house and grid at one instant; {@code next = plant.step(car, slice)}.
 *
 * <p>The loop of whoever owns the time: {@code side = car.step(plant.inlet(), slice); plant =
 * plant.step(side, slice);}
 *
 * @param traits what the hardware is
 * @param timeUs time since power-up in microseconds
 * @param site house and grid
 * @param inputs e-stop chain, door, residual current device (the other two inputs are measured)
 * @param faults broken parts
 * @param car what the car presented last
 * @param stage the power stage
 * @param flows what flows between the parts
 */
public record Plant(
        PlantTraits traits,
        long timeUs,
        Site site,
        SafetyInputs inputs,
        PlantFaults faults,
        CarSide car,
        Stage stage,
        PlantFlows flows) {

    /** A station at power-up, empty cable, nominal grid. */
    public static Plant atPowerUp(PlantTraits traits, long seed) {
        return new Plant(
                traits,
                0,
                Site.of(traits),
                SafetyInputs.CLEAR,
                PlantFaults.NONE,
                CarSide.UNPLUGGED,
                Stage.atPowerUp(),
                PlantFlows.atPowerUp(seed));
    }

    /**
     * The plant one slice later.
     *
     * @param carNow what the car presents during the slice
     * @param sliceUs length in microseconds, 1..10,000
     */
    public Plant step(CarSide carNow, int sliceUs) {
        if (sliceUs < 1 || sliceUs > 10_000) {
            throw new IllegalArgumentException("slice of " + sliceUs + " us; allowed 1..10000");
        }
        long nowUs = timeUs + sliceUs;
        SafetyBoard board =
                flows.board()
                        .step(
                                new SafetyBoard.Surroundings(
                                        carNow, inputs, faults, nowUs, sliceUs, false),
                                traits);
        boolean touch = board.drive().contactors().closed();
        boolean gridAtHouse = site.gridPresent() && board.senses().gear().gridSwitch().closed();
        Noise noise = flows.noise().next();
        Stage moved =
                traits.kind() == PlantTraits.Kind.AC
                        ? stage
                        : stage.step(
                                new Stage.Surroundings(
                                        gridAtHouse,
                                        connectedW(board),
                                        load(carNow, touch),
                                        noise.fraction(),
                                        sliceUs),
                                traits.stage());
        PlantFlows.Slice slice =
                new PlantFlows.Slice(
                        carNow, stage.flow().dcV(), moved, gridAtHouse, nowUs, sliceUs);
        return new Plant(
                traits,
                nowUs,
                site,
                inputs,
                faults,
                carNow,
                moved,
                flows.step(slice, board, noise, traits, site));
    }

    private int connectedW(SafetyBoard board) {
        SwitchGear gear = board.senses().gear();
        return site.connectedW(gear.feed().closed(), gear.shed().closed());
    }

    private static DcLoad load(CarSide car, boolean contactsTouch) {
        return contactsTouch && car.plugged() && car.contactorsClosed()
                ? new DcLoad.Battery(
                        car.batteryVoltageMv() * 0.001,
                        Math.max(1, car.resistanceMilliOhm()) * 0.001)
                : new DcLoad.Open();
    }

    /** What the car finds at its inlet. */
    public InletSide inlet() {
        BoardOrder order = flows.board().order();
        boolean supplied =
                traits.kind() == PlantTraits.Kind.AC && contactsTouch() && houseVoltageMv() > 0;
        boolean dc = traits.kind() == PlantTraits.Kind.DC;
        return new InletSide(
                order.pilot().dutyDeciPercent(),
                flows.board().senses().lock().engaged(),
                dc ? (int) Math.round(flows.inletV() * 1_000) : 0,
                dc ? (int) Math.round(stage.flow().dcA() * 1_000) : 0,
                supplied ? houseVoltageMv() : 0,
                supplied ? houseFrequencyMilliHz() : 0,
                order.pilot() instanceof BoardOrder.PilotOutput.Lines lines && lines.d1(),
                order.pilot() instanceof BoardOrder.PilotOutput.Lines lines && lines.d2(),
                dc ? 0 : (int) Math.round(flows.acW()));
    }

    /** Whether the output contacts touch, whatever the board believes. */
    public boolean contactsTouch() {
        return flows.board().drive().contactors().closed();
    }

    /** Whether the bolt of the connector lock is in. */
    public boolean isLocked() {
        return flows.board().senses().lock().engaged();
    }

    /** True current at the DC output in amperes, plus flows into the car. */
    public double dcCurrentA() {
        return stage.flow().dcA();
    }

    /** True power at the AC terminals of the station in watts, plus is charge. */
    public double acPowerW() {
        return flows.acW();
    }

    /** True energy into and out of the car since power-up in watt-seconds (DC stations). */
    public DcEnergy dcEnergy() {
        return flows.dcEnergy();
    }

    /** The safety board's own log, oldest first. */
    public List<BoardEvent> boardLog() {
        return flows.board().log();
    }

    /** What the safety board reports; reading it is {@link #boardRead}. */
    public BoardValues boardValues() {
        return Readout.board(this);
    }

    /** The command block in force at the safety board. */
    public BoardOrder boardOrder() {
        return flows.board().order();
    }

    /** What the power stage reports. */
    public StageValues stageValues() {
        return Readout.stage(this);
    }

    /** What the meter at the station's AC terminals shows; plus flows into the station. */
    public MeterValues stationMeter() {
        return flows.stationMeter().shown();
    }

    /** What the meter at the house connection shows; plus is import. */
    public MeterValues gridMeter() {
        return flows.gridMeter().shown();
    }

    /** Line voltage at the station's terminals in millivolts, from the grid or from the stage. */
    public int houseVoltageMv() {
        if (flows.gridAtHouse()) {
            return site.voltageMv();
        }
        return islandStands() ? islandMv() : 0;
    }

    /** Whether nothing of the station's power can meet the grid: the house is cut from it. */
    public boolean isApart() {
        return !flows.gridAtHouse() || islandStands();
    }

    /** Whether a source of the station, or the car behind its contacts, forms the line. */
    public boolean islandStands() {
        return traits.kind() == PlantTraits.Kind.AC
                ? car.plugged() && car.formsGrid() && contactsTouch()
                : stage.forming();
    }

    /** A house of resistances that gets less power than it wants has less voltage. */
    private int islandMv() {
        return PlantFlows.islandMv(connectedW(flows.board()), -flows.acW(), traits);
    }

    /** Whether the house has voltage: its feed is closed onto a live bus bar. */
    public boolean houseIsLive() {
        return flows.board().senses().gear().feed().closed() && houseVoltageMv() > 0;
    }

    /** What the house really takes now in watts. */
    public int houseTakesW() {
        return houseIsLive() ? connectedW(flows.board()) : 0;
    }

    /** Its frequency in millihertz. */
    public int houseFrequencyMilliHz() {
        if (flows.gridAtHouse()) {
            return site.frequencyMilliHz();
        }
        return islandStands() ? traits.nominalFrequencyMilliHz() : 0;
    }

    /** After a valid command block to the safety board. */
    public Plant boardWritten(BoardOrder order) {
        return withFlows(flows.withBoard(flows.board().written(order, timeUs)));
    }

    /** After the safety board's status was read once: its latched inputs are released. */
    public Plant boardRead() {
        return withFlows(flows.withBoard(flows.board().read()));
    }

    /** After the safety board started anew; it keeps its log and the contacts fall open. */
    public Plant boardRestarted() {
        return withFlows(flows.withBoard(flows.board().restarted()));
    }

    /**
     * After a valid write to the power stage.
     *
     * @param setPointWritten whether the power set point was among what was written
     */
    public Plant stageWritten(StageSettings settings, boolean setPointWritten) {
        return withStage(stage.written(settings, setPointWritten));
    }

    /** After the stage's alarms were acknowledged. */
    public Plant stageAcknowledged() {
        return withStage(stage.acknowledged());
    }

    /** With another house or grid. */
    public Plant withSite(Site other) {
        return new Plant(traits, timeUs, other, inputs, faults, car, stage, flows);
    }

    /** With other e-stop, door or residual current inputs. */
    public Plant withInputs(SafetyInputs other) {
        return new Plant(traits, timeUs, site, other, faults, car, stage, flows);
    }

    /** With other broken parts. */
    public Plant withFaults(PlantFaults other) {
        return new Plant(traits, timeUs, site, inputs, other, car, stage, flows);
    }

    private Plant withStage(Stage other) {
        return new Plant(traits, timeUs, site, inputs, faults, car, other, flows);
    }

    private Plant withFlows(PlantFlows other) {
        return new Plant(traits, timeUs, site, inputs, faults, car, stage, other);
    }
}
