package org.ebbflow.tools.sim.plant;

/**
 * The output contactors with their mirror contact.
 *
 * @param coil whether the coil is powered
 * @param closed whether the contacts touch
 * @param travelUs how long the contacts have been moving against their present position
 * @param disagreeUs how long coil and mirror contact have contradicted each other
 */
record Contactors(boolean coil, boolean closed, long travelUs, long disagreeUs) {

    static final Contactors POWER_UP = new Contactors(false, false, 0, 0);

    private static final long WELD_US = 200_000;
    private static final long NO_CLOSE_US = 500_000;

    Contactors step(
            boolean coilNow, ContactorFault fault, PlantTraits.BoardTraits traits, int sliceUs) {
        boolean stuck =
                switch (fault) {
                    case NONE -> false;
                    case WELDED -> closed && !coilNow;
                    case NOT_CLOSING -> !closed && coilNow;
                };
        long disagree = coilNow == closed ? 0 : disagreeUs + sliceUs;
        if (coilNow == closed || stuck) {
            return new Contactors(coilNow, closed, 0, disagree);
        }
        long travel = travelUs + sliceUs;
        long neededUs = (coilNow ? traits.closeMs() : traits.openMs()) * 1_000L;
        return travel >= neededUs
                ? new Contactors(coilNow, coilNow, 0, 0)
                : new Contactors(coilNow, closed, travel, disagree);
    }

    /** Without coil current, whatever was ordered. */
    Contactors released() {
        return new Contactors(false, closed, 0, 0);
    }

    /** Mirror contact against coil. */
    BoardValues.Contact report() {
        if (closed && !coil && disagreeUs > WELD_US) {
            return BoardValues.Contact.WELDED;
        }
        if (!closed && coil && disagreeUs > NO_CLOSE_US) {
            return BoardValues.Contact.NOT_CLOSING;
        }
        return closed ? BoardValues.Contact.CLOSED : BoardValues.Contact.OPEN;
    }
}
