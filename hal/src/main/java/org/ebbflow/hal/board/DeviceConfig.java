package org.ebbflow.hal.board;

import java.util.List;
import java.util.Optional;
import org.ebbflow.hal.BoardRatings;

/** A device on a bus, as the board file describes it. */
public sealed interface DeviceConfig {
    /** Name of its bus. */
    String bus();

    /** Modbus unit, 1..247. */
    int unit();

    /** Milliseconds between two polls. */
    int pollMs();

    /** Its registers. */
    RegisterMap map();

    /**
     * The safety board.
     *
     * @param heartbeatMs longest pause between two heartbeat blocks
     * @param insulationMonitor whether an insulation monitor is fitted
     * @param switchGear whether a backup switch gear is fitted
     * @param polarity which of its mirror contacts are wired the other way round
     */
    record Safety(
            String bus,
            int unit,
            int pollMs,
            RegisterMap map,
            int heartbeatMs,
            boolean insulationMonitor,
            boolean switchGear,
            Polarity polarity)
            implements DeviceConfig, SafetyConfig {

        @Override
        public Safety wired(Polarity other) {
            return new Safety(
                    bus, unit, pollMs, map, heartbeatMs, insulationMonitor, switchGear, other);
        }
    }

    /** Mirror contacts of the backup gear whose "open" and "closed" are swapped. */
    record Polarity(boolean gridSwitch, boolean bond, boolean houseFeed, boolean sheddable) {

        /** None is. */
        public static final Polarity NORMAL = new Polarity(false, false, false, false);
    }

    /**
     * The power stage.
     *
     * @param setpointMs shortest pause between two set points; a stop does not wait
     * @param reversionS silence in seconds after which the stage falls to 0 W and off by itself
     * @param splitPhase whether its line voltage is the one between two line conductors
     * @param measuresTemperature whether it must tell a temperature
     */
    record Stage(
            String bus,
            int unit,
            int pollMs,
            RegisterMap map,
            int setpointMs,
            int reversionS,
            boolean splitPhase,
            boolean measuresTemperature)
            implements DeviceConfig, StageConfig {

        @Override
        public boolean takesGridProfile() {
            return true;
        }
    }

    /**
     * A meter.
     *
     * @param role what it measures
     * @param invert current transformers mounted the other way round: signs and energies swap
     */
    record Meter(String bus, int unit, int pollMs, RegisterMap map, Role role, boolean invert)
            implements DeviceConfig {}

    /**
     * A programmable bidirectional supply that takes parts of its nominal values.
     *
     * @param reversionS silence of the decisions in seconds after which the driver switches it off
     * @param nominal its nominal values, from the type plate
     * @param maxVoltageMv highest voltage of the board's output
     * @param efficiency to convert watts at the AC side into the supply's DC power
     */
    record Supply(
            String bus,
            int unit,
            int pollMs,
            RegisterMap map,
            int setpointMs,
            int reversionS,
            Nominal nominal,
            int maxVoltageMv,
            BoardRatings.Efficiency efficiency)
            implements DeviceConfig, StageConfig {

        @Override
        public boolean takesGridProfile() {
            return false;
        }

        @Override
        public boolean measuresTemperature() {
            return false;
        }
    }

    /** Type plate of a supply: 100 % of its registers. */
    record Nominal(int voltageMv, int currentMa, int powerW) {}

    /**
     * An insulation monitor on a bus of its own or a shared one.
     *
     * @param prealarmKohm first alarm of the device's own relays, kilo-ohm
     * @param alarmKohm second alarm, kilo-ohm
     * @param chademo whether it shall keep to the CHAdeMO sequence
     */
    record Monitor(
            String bus,
            int unit,
            int pollMs,
            RegisterMap map,
            int prealarmKohm,
            int alarmKohm,
            boolean chademo)
            implements DeviceConfig {}

    /**
     * A relay and input device.
     *
     * @param watchdogMs silence after which it opens its outputs by itself, where it can
     * @param lines what is wired to it
     * @param lock how the lock's motor is driven, where it hangs on this device
     */
    record Io(
            String bus,
            int unit,
            int pollMs,
            RegisterMap map,
            int watchdogMs,
            List<Line> lines,
            Optional<GpioConfig.Lock> lock)
            implements DeviceConfig {

        /** Whether something is wired for this use. */
        public boolean has(Use use) {
            return lines.stream().anyMatch(l -> l.use() == use);
        }

        /** Whether it drives anything. */
        public boolean drives() {
            return lines.stream().anyMatch(l -> l.use().isOutput());
        }

        /** Whether it drives what must fall when the controller dies. */
        public boolean drivesSafety() {
            return lines.stream().anyMatch(l -> l.use().isSafety());
        }

        /** Whether the device can open its outputs by itself. */
        public boolean hasWatchdog() {
            return map.has("watchdog-time");
        }
    }

    /**
     * One wire of a relay and input device.
     *
     * @param point row of the device's map
     * @param inverted whether voltage on the wire means "no"
     */
    record Line(Use use, String point, boolean inverted) {}

    /** What a wire of a relay and input device is for. */
    enum Use {
        /** Input: the emergency stop chain is open. */
        EMERGENCY_STOP,
        /** Input: the enclosure is open. */
        DOOR,
        /** Input: the residual current device has tripped. */
        RESIDUAL_CURRENT,
        /** Input: the alarm relay of an insulation monitor. */
        INSULATION_FAULT,
        /** Input: mirror contact, the output contactors are closed. */
        CONTACTOR_FEEDBACK,
        /** Input, CHAdeMO: the car's charge permission. */
        K,
        /** Input, CHAdeMO: the plug sits. */
        H,
        /** Input: the bolt of the connector lock is in. */
        LOCK_FEEDBACK,
        /** Output in series with the safety board's: coil of the output contactors. */
        CONTACTOR_COIL,
        /** Output, CHAdeMO: 12 V to the car. */
        D1,
        /** Output, CHAdeMO: ground of the coils of the car's contactors. */
        D2,
        /** Output: the lock's motor, towards locked. */
        LOCK_ENGAGE,
        /** Output: the lock's motor, towards free. */
        LOCK_RELEASE;

        /** Whether the wire is driven by us. */
        public boolean isOutput() {
            return isSafety() || this == LOCK_ENGAGE || this == LOCK_RELEASE;
        }

        /** Whether it must fall when the controller dies. */
        public boolean isSafety() {
            return this == CONTACTOR_COIL || this == D1 || this == D2;
        }

        /** Whether only a CHAdeMO connector has such a wire. */
        public boolean isChademo() {
            return this == D1 || this == D2 || this == K || this == H;
        }
    }

    /** What a meter measures; plus is what flows into it. */
    enum Role {
        /** The station's AC terminals. */
        STATION,
        /** The house's connection to the grid. */
        GRID,
        /** The house's own battery: plus charges it. */
        BATTERY,
        /**
         * The solar inverter: what it gives is minus; set invert where the meter shows it as plus.
         */
        SOLAR
    }
}
