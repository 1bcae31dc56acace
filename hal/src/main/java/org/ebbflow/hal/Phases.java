package org.ebbflow.hal;

/**
 * Three values of one quantity, one per line conductor; the unit is in the name of the field that
 * holds it.
 */
public record Phases(int l1, int l2, int l3) {

    public static final Phases NONE = new Phases(0, 0, 0);

    /** The largest of the three, signed. */
    public int max() {
        return Math.max(l1, Math.max(l2, l3));
    }
}
