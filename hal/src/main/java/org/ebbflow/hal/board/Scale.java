package org.ebbflow.hal.board;

/** Powers of ten on whole numbers, rounded half away from zero. */
final class Scale {
    private Scale() {}

    static long times(long value, int pow10) {
        long factor = 1;
        for (int i = 0; i < Math.abs(pow10); i++) {
            factor *= 10;
        }
        if (pow10 >= 0) {
            return value * factor;
        }
        long half = value < 0 ? -factor / 2 : factor / 2;
        return (value + half) / factor;
    }
}
