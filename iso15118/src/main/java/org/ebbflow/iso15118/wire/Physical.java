package org.ebbflow.iso15118.wire;

import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.UnitSymbol;
import org.jspecify.annotations.Nullable;

/** PhysicalValue of ISO 15118-2 and our integers. */
public final class Physical {

    /** Resolution of voltages and currents: tenths. */
    private static final int TENTHS = -1;

    private Physical() {}

    /** Thousandths, saturated. */
    public static int milli(PhysicalValue v) {
        return Scale.milli(v.value(), v.multiplier());
    }

    /** Whole units, saturated. */
    public static int whole(PhysicalValue v) {
        return Scale.whole(v.value(), v.multiplier());
    }

    /** Thousandths, or {@code otherwise} when absent. */
    public static int milliOr(@Nullable PhysicalValue v, int otherwise) {
        return v == null ? otherwise : milli(v);
    }

    /** Whole units, or {@code otherwise} when absent. */
    public static int wholeOr(@Nullable PhysicalValue v, int otherwise) {
        return v == null ? otherwise : whole(v);
    }

    /** A voltage in millivolts. */
    public static PhysicalValue volts(int mv) {
        return of(mv, TENTHS, UnitSymbol.V);
    }

    /** A current in milliamperes. */
    public static PhysicalValue amperes(int ma) {
        return of(ma, TENTHS, UnitSymbol.A);
    }

    /** A power in watts. */
    public static PhysicalValue watts(int powerW) {
        return of(powerW * 1000L, 0, UnitSymbol.W);
    }

    /** An energy in watt-hours. */
    public static PhysicalValue wattHours(int energyWh) {
        return of(energyWh * 1000L, 0, UnitSymbol.Wh);
    }

    private static PhysicalValue of(long milli, int lowest, UnitSymbol unit) {
        int exponent = Scale.exponent(milli, lowest);
        long value = Math.clamp(Scale.value(milli, exponent), -32_768, 32_767);
        return new PhysicalValue(exponent, unit, (int) value);
    }
}
