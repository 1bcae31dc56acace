package org.ebbflow.tools.sim.page;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.ebbflow.tools.sim.devices.SimulatorControl;
import org.ebbflow.tools.sim.plant.ContactorFault;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.DeviceFault.Device;
import org.ebbflow.tools.sim.plant.PlantFaults;

/** The words with which people and scripts act on a simulated station. */
public final class Commands {

    private static final int MAX_HOUSE_W = 100_000;
    private static final int MAX_DELAY_MS = 60_000;

    private Commands() {}

    /** What a line of text means. */
    public sealed interface Parsed {

        /** An action: its text, and what it does. */
        record Action(String text, Consumer<SimulatorControl> act) implements Parsed {}

        /** Nothing known: one sentence saying what is wrong and what is allowed. */
        record Wrong(String sentence) implements Parsed {}
    }

    /** How the arguments of a verb become an action; empty when they do not fit. */
    private interface Reader {
        Optional<Consumer<SimulatorControl>> read(List<String> arguments);
    }

    private record Verb(String usage, String help, Reader reader) {}

    private static final Map<String, Verb> VERBS = verbs();

    /** All commands with their meaning, in the order in which people want them. */
    public static Map<String, String> help() {
        Map<String, String> lines = new LinkedHashMap<>();
        VERBS.values().forEach(verb -> lines.put(verb.usage(), verb.help()));
        return lines;
    }

    /**
     * Reads one command.
     *
     * @param cars the cars that can be plugged in
     */
    public static Parsed parse(String line, List<String> cars) {
        List<String> words = Arrays.asList(line.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        String name = words.getFirst();
        List<String> arguments = words.subList(1, words.size());
        Verb verb = VERBS.get(name);
        if (verb == null) {
            return new Parsed.Wrong(
                    "There is no action '"
                            + name
                            + "'; allowed: "
                            + String.join(", ", help().keySet())
                            + ".");
        }
        if (name.equals("plug") && !(arguments.size() == 1 && cars.contains(arguments.get(0)))) {
            return new Parsed.Wrong(
                    "'plug' needs the name of a car; there are: " + String.join(", ", cars) + ".");
        }
        Optional<Consumer<SimulatorControl>> act = verb.reader().read(arguments);
        return act.isPresent()
                ? new Parsed.Action(line.strip(), act.get())
                : new Parsed.Wrong("'" + line.strip() + "' should read: " + verb.usage() + ".");
    }

    private static Map<String, Verb> verbs() {
        Map<String, Verb> verbs = new LinkedHashMap<>();
        people(verbs);
        houseAndGrid(verbs);
        parts(verbs);
        communication(verbs);
        return verbs;
    }

    private static void people(Map<String, Verb> verbs) {
        put(verbs, "plug CAR", "plug in a car", one(name -> control -> control.plug(name)));
        put(verbs, "unplug", "pull the connector out", none(SimulatorControl::unplug));
        put(
                verbs,
                "e-stop [release]",
                "press or release the e-stop",
                either("release", (control, released) -> control.emergencyStop(!released)));
        put(
                verbs,
                "door open|close",
                "the enclosure's door",
                choice("open", "close", SimulatorControl::door));
    }

    private static void houseAndGrid(Map<String, Verb> verbs) {
        put(verbs, "outage", "the grid goes away", none(control -> control.grid(false)));
        put(verbs, "grid-back", "the grid comes back", none(control -> control.grid(true)));
        put(
                verbs,
                "house-load WATTS",
                "what the house takes; minus is surplus",
                number(-MAX_HOUSE_W, MAX_HOUSE_W, (control, w) -> control.houseLoadW(w)));
    }

    private static void parts(Map<String, Verb> verbs) {
        put(
                verbs,
                "contactors weld|stick|heal",
                "break or mend the output contactors",
                arguments ->
                        arguments.size() == 1 ? contactors(arguments.get(0)) : Optional.empty());
        put(
                verbs,
                "lock jam|heal",
                "the lock motor",
                choice(
                        "jam",
                        "heal",
                        (control, jam) -> control.faults(now(control).withLockJammed(jam))));
        put(
                verbs,
                "insulation KILO-OHM",
                "insulation of the station's DC side",
                number(
                        0,
                        10_000,
                        (control, kiloOhm) ->
                                control.faults(now(control).withInsulationOhm(kiloOhm * 1_000))));
        put(
                verbs,
                "rcd trip|reset",
                "the residual current device",
                choice("trip", "reset", SimulatorControl::residualCurrent));
    }

    private static void communication(Map<String, Verb> verbs) {
        String devices = "safety-board|stage|station-meter|grid-meter";
        put(verbs, "silence " + devices, "no answers", device(new DeviceFault.Silent()));
        put(verbs, "freeze " + devices, "old values", device(new DeviceFault.Frozen()));
        put(verbs, "garble " + devices, "broken frames", device(new DeviceFault.Garbled()));
        put(
                verbs,
                "refuse " + devices,
                "Modbus exception 4 to everything",
                device(new DeviceFault.Refusing(4)));
        put(
                verbs,
                "slow DEVICE MS",
                "late answers",
                deviceNumber(0, MAX_DELAY_MS, DeviceFault.Slow::new));
        put(
                verbs,
                "offset DEVICE WATTS",
                "wrong power",
                deviceNumber(-MAX_HOUSE_W, MAX_HOUSE_W, DeviceFault.Offset::new));
        put(verbs, "heal " + devices, "answers again", device(new DeviceFault.Sound()));
    }

    private static void put(Map<String, Verb> verbs, String usage, String help, Reader reader) {
        verbs.put(usage.split(" ")[0], new Verb(usage, help, reader));
    }

    private static PlantFaults now(SimulatorControl control) {
        return control.plant().faults();
    }

    private static Optional<Consumer<SimulatorControl>> contactors(String word) {
        return switch (word) {
            case "weld" -> Optional.of(contactors(ContactorFault.WELDED));
            case "stick" -> Optional.of(contactors(ContactorFault.NOT_CLOSING));
            case "heal" -> Optional.of(contactors(ContactorFault.NONE));
            default -> Optional.empty();
        };
    }

    private static Consumer<SimulatorControl> contactors(ContactorFault fault) {
        return control -> control.faults(now(control).withContactors(fault));
    }

    private static Reader none(Consumer<SimulatorControl> act) {
        return arguments -> arguments.isEmpty() ? Optional.of(act) : Optional.empty();
    }

    private interface Named {
        Consumer<SimulatorControl> of(String name);
    }

    private static Reader one(Named act) {
        return arguments ->
                arguments.size() == 1 ? Optional.of(act.of(arguments.get(0))) : Optional.empty();
    }

    private interface Switched {
        void act(SimulatorControl control, boolean first);
    }

    private static Reader either(String word, Switched act) {
        return arguments -> {
            boolean given = arguments.equals(List.of(word));
            return given || arguments.isEmpty()
                    ? Optional.of(control -> act.act(control, given))
                    : Optional.empty();
        };
    }

    private static Reader choice(String first, String second, Switched act) {
        return arguments -> {
            boolean isFirst = arguments.equals(List.of(first));
            return isFirst || arguments.equals(List.of(second))
                    ? Optional.of(control -> act.act(control, isFirst))
                    : Optional.empty();
        };
    }

    private interface Numbered {
        void act(SimulatorControl control, int value);
    }

    private static Reader number(int lowest, int highest, Numbered act) {
        return arguments ->
                arguments.size() == 1
                        ? integer(arguments.get(0), lowest, highest)
                                .map(value -> control -> act.act(control, value))
                        : Optional.empty();
    }

    private static Reader device(DeviceFault fault) {
        return arguments ->
                arguments.size() == 1
                        ? device(arguments.get(0))
                                .map(device -> control -> control.device(device, fault))
                        : Optional.empty();
    }

    private interface FaultOf {
        DeviceFault of(int value);
    }

    private static Reader deviceNumber(int lowest, int highest, FaultOf fault) {
        return arguments -> {
            if (arguments.size() != 2) {
                return Optional.empty();
            }
            Optional<Device> device = device(arguments.get(0));
            Optional<Integer> value = integer(arguments.get(1), lowest, highest);
            return device.isEmpty() || value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(control -> control.device(device.get(), fault.of(value.get())));
        };
    }

    private static Optional<Device> device(String word) {
        return Arrays.stream(Device.values())
                .filter(device -> word(device).equals(word))
                .findFirst();
    }

    /** How a device is written in commands. */
    static String word(Device device) {
        return device.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Integer> integer(String word, int lowest, int highest) {
        if (!word.matches("-?\\d{1,9}")) {
            return Optional.empty();
        }
        int value = Integer.parseInt(word);
        return value < lowest || value > highest ? Optional.empty() : Optional.of(value);
    }
}
