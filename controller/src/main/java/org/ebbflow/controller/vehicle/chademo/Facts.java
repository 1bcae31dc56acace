package org.ebbflow.controller.vehicle.chademo;

/**
 * Everything one step of the sequence looks at.
 *
 * @param busUp the CAN adapter is there
 * @param granted somebody allowed the session
 * @param announced what the station has told the car of itself
 */
record Facts(View view, CarPicture car, boolean busUp, boolean granted, Announced announced) {

    /**
     * What stands in the station's frames for the whole session.
     *
     * @param voltageV available output voltage
     * @param thresholdV where the output stops
     * @param discharge discharge was announced
     */
    record Announced(int voltageV, int thresholdV, boolean discharge) {}

    /** Whether both may exchange energy in both directions. */
    boolean isBidirectional() {
        return announced.discharge() && car.canDischarge();
    }
}
