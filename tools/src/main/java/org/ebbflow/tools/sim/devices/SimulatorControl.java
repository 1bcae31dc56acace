package org.ebbflow.tools.sim.devices;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.ebbflow.tools.sim.plant.CarPort;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.Plant;
import org.ebbflow.tools.sim.plant.PlantFaults;
import org.ebbflow.tools.sim.plant.SafetyInputs;
import org.ebbflow.tools.sim.plant.Site;

/** Everything people, weather and wear can do to a simulated station, in one place. */
public final class SimulatorControl {

    private final LivePlant live;
    private final Map<Device, Breakable> slots;
    private final CarFactory cars;
    private String pluggedCar = "";

    SimulatorControl(LivePlant live, Map<Device, Breakable> slots, CarFactory cars) {
        this.live = live;
        this.slots = slots;
        this.cars = cars;
    }

    /** Names of the cars that {@link #plug} knows. */
    public List<String> cars() {
        return cars.names();
    }

    /** The car at the end of the cable, empty for none. */
    public synchronized String pluggedCar() {
        return pluggedCar;
    }

    /** Plugs in a car, in the place of any other. */
    public synchronized void plug(String name) {
        if (!cars.names().contains(name)) {
            throw new IllegalArgumentException(
                    "There is no car named " + name + "; there are: " + cars.names() + ".");
        }
        live.plug(cars.create(name));
        pluggedCar = name;
    }

    /** Pulls the connector out, locked or not. */
    public synchronized void unplug() {
        live.plug(CarPort.unplugged());
        pluggedCar = "";
    }

    /** Mains voltage on the utility's side. */
    public void grid(boolean present) {
        live.change(plant -> plant.withSite(plant.site().withGrid(present)));
    }

    /** What the house takes in watts; minus is surplus. */
    public void houseLoadW(int powerW) {
        live.change(plant -> plant.withSite(plant.site().withHouseLoadW(powerW)));
    }

    /** The e-stop button: pressed or released. */
    public void emergencyStop(boolean pressed) {
        live.change(
                plant -> {
                    SafetyInputs now = plant.inputs();
                    return plant.withInputs(
                            new SafetyInputs(
                                    pressed, now.doorOpen(), now.rcdTripped(), false, false));
                });
    }

    /** The enclosure's door. */
    public void door(boolean open) {
        live.change(
                plant -> {
                    SafetyInputs now = plant.inputs();
                    return plant.withInputs(
                            new SafetyInputs(
                                    now.emergencyStop(), open, now.rcdTripped(), false, false));
                });
    }

    /** The residual current device. */
    public void residualCurrent(boolean tripped) {
        live.change(
                plant -> {
                    SafetyInputs now = plant.inputs();
                    return plant.withInputs(
                            new SafetyInputs(
                                    now.emergencyStop(), now.doorOpen(), tripped, false, false));
                });
    }

    /** Breaks or mends parts of the station. */
    public void faults(PlantFaults faults) {
        live.change(plant -> plant.withFaults(faults));
    }

    /** Breaks or mends the communication of one device; a board without it ignores the call. */
    public void device(Device device, DeviceFault fault) {
        Breakable slot = slots.get(device);
        if (slot != null) {
            slot.fault(fault);
        }
    }

    /** What is wrong with the communication of a device now. */
    public DeviceFault device(Device device) {
        Breakable slot = slots.get(device);
        return slot == null ? new DeviceFault.Sound() : slot.fault();
    }

    /** Pulls the plug of a device; a board without it ignores the call. */
    public void pull(Device device) throws IOException {
        Breakable slot = slots.get(device);
        if (slot != null) {
            slot.pull();
        }
    }

    /** Plugs a device in again. */
    public void replug(Device device) throws IOException {
        Breakable slot = slots.get(device);
        if (slot != null) {
            slot.plug();
        }
    }

    /** The safety board starts anew, as after a dip of its supply: contactors open. */
    public void rebootSafetyBoard() {
        live.change(Plant::boardRestarted);
    }

    /** What went wrong with a simulated car, empty for nothing. */
    public String trouble() {
        return live.trouble();
    }

    /** The plant now. */
    public Plant plant() {
        return live.now();
    }

    /** House and grid now. */
    public Site site() {
        return live.now().site();
    }
}
