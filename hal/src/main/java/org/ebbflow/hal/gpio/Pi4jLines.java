package org.ebbflow.hal.gpio;

import com.pi4j.Pi4J;
import com.pi4j.boardinfo.definition.BoardModel;
import com.pi4j.boardinfo.util.BoardInfoHelper;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ebbflow.hal.board.GpioConfig;
import org.ebbflow.hal.board.GpioConfig.Role;

/** The lines through Pi4J: the kernel's GPIO chip in the product, its mock in tests. */
public final class Pi4jLines implements DigitalIo {

    private final Context context;
    private final GpioConfig config;
    private final Map<Role, DigitalInput> inputs = new EnumMap<>(Role.class);
    private final Map<Role, DigitalOutput> outputs = new EnumMap<>(Role.class);
    private final Set<Role> seen = EnumSet.noneOf(Role.class);

    /**
     * Requests every line; outputs start off.
     *
     * @param context of Pi4J, with a provider of digital lines; closed with the lines
     */
    public Pi4jLines(Context context, GpioConfig config) throws GpioFault {
        this.context = context;
        this.config = config;
        for (Map.Entry<Role, GpioConfig.Line> line : config.lines().entrySet()) {
            request(line.getKey(), line.getValue());
        }
    }

    /** The lines of the kernel's GPIO chip. */
    public static DigitalIo open(GpioConfig config) throws GpioFault {
        try {
            // Pi4J uses a chip it was not made for only on a board that is said to be compatible;
            // a board file that names the chip says so.
            if (!config.chip().isEmpty() && !BoardInfoHelper.runningOnRaspberryPi()) {
                BoardInfoHelper.current().setBoardModel(BoardModel.GENERIC);
            }
            var builder =
                    Pi4J.newContextBuilder()
                            .noAutoDetect()
                            .add(
                                    GpioDDigitalInputProvider.newInstance(),
                                    GpioDDigitalOutputProvider.newInstance());
            if (!config.chip().isEmpty()) {
                builder.property("gpio.chip.name", config.chip());
            }
            return new Pi4jLines(builder.build(), config);
        } catch (RuntimeException | UnsatisfiedLinkError broken) {
            throw new GpioFault(
                    ("The GPIO chip '%s' cannot be used (%s); correct [gpio] chip in the board"
                                    + " file, or add this user to the group gpio.")
                            .formatted(config.chip(), broken.getMessage()));
        }
    }

    private void request(Role role, GpioConfig.Line line) throws GpioFault {
        try {
            if (role.isOutput()) {
                DigitalState off = state(line, false);
                outputs.put(
                        role,
                        context.create(
                                DigitalOutput.newConfigBuilder(context)
                                        .id(word(role))
                                        .address(line.number())
                                        .initial(off)
                                        .shutdown(off)
                                        .build()));
            } else {
                DigitalInput input =
                        context.create(
                                DigitalInput.newConfigBuilder(context)
                                        .id(word(role))
                                        .address(line.number())
                                        .pull(pull(line.pull()))
                                        .debounce(0L)
                                        .build());
                input.addListener(event -> changed(role, event.state()));
                inputs.put(role, input);
            }
        } catch (RuntimeException broken) {
            close();
            throw new GpioFault(
                    ("GPIO line %d (%s) cannot be requested (%s); perhaps it does not exist or"
                                    + " another program has it.")
                            .formatted(line.number(), word(role), broken.getMessage()));
        }
    }

    private static PullResistance pull(GpioConfig.Pull pull) {
        return switch (pull) {
            case NONE -> PullResistance.OFF;
            case UP -> PullResistance.PULL_UP;
            case DOWN -> PullResistance.PULL_DOWN;
        };
    }

    private static DigitalState state(GpioConfig.Line line, boolean on) {
        return on == line.activeLow() ? DigitalState.LOW : DigitalState.HIGH;
    }

    private GpioConfig.Line line(Role role) {
        GpioConfig.Line line = config.lines().get(role);
        if (line == null) {
            throw new IllegalArgumentException("no line has the role " + role);
        }
        return line;
    }

    private synchronized void changed(Role role, DigitalState now) {
        if (now == state(line(role), true)) {
            seen.add(role);
        }
    }

    @Override
    public boolean isOn(Role role) throws GpioFault {
        DigitalInput input = inputs.get(role);
        try {
            if (input != null && input.state() != DigitalState.UNKNOWN) {
                return input.state() == state(line(role), true);
            }
        } catch (RuntimeException broken) {
            throw lost(role, broken);
        }
        throw new GpioFault("GPIO line %s has no level.".formatted(word(role)));
    }

    @Override
    public synchronized boolean wasOn(Role role) {
        return seen.remove(role);
    }

    @Override
    public void set(Role role, boolean on) throws GpioFault {
        DigitalOutput output = outputs.get(role);
        if (output == null) {
            throw new IllegalArgumentException("no output has the role " + role);
        }
        try {
            DigitalState wanted = state(line(role), on);
            if (output.state() != wanted) {
                output.state(wanted);
            }
        } catch (RuntimeException broken) {
            throw lost(role, broken);
        }
    }

    private static GpioFault lost(Role role, RuntimeException broken) {
        return new GpioFault(
                "GPIO line %s cannot be used any more (%s)."
                        .formatted(word(role), broken.getMessage()));
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void close() {
        context.shutdown();
    }
}
