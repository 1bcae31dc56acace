package org.ebbflow.iso15118.evcc;

/**
 * What the car learnt from the station.
 *
 * @param sessionId as the station gave it
 * @param serviceId selected
 * @param parameterSetId selected
 * @param dynamic the selected parameter set lets the station control power
 * @param presentMv last voltage the station told
 * @param converged the station's voltage came near the battery's
 * @param stationStops the station asked to stop
 * @param acTargetW last power the station set, plus into the car
 * @param acLimitW most the station allows into the car
 * @param meanwhile the station is not done yet
 */
record Memory(
        byte[] sessionId,
        int serviceId,
        int parameterSetId,
        boolean dynamic,
        int presentMv,
        boolean converged,
        boolean stationStops,
        int acTargetW,
        int acLimitW,
        boolean meanwhile) {

    static final Memory BLANK = new Memory(new byte[8], 0, 0, true, 0, false, false, 0, 0, false);

    Memory withSession(byte[] id) {
        return new Memory(
                id,
                serviceId,
                parameterSetId,
                dynamic,
                presentMv,
                converged,
                stationStops,
                acTargetW,
                acLimitW,
                meanwhile);
    }

    Memory withService(int id) {
        return new Memory(
                sessionId,
                id,
                parameterSetId,
                dynamic,
                presentMv,
                converged,
                stationStops,
                acTargetW,
                acLimitW,
                meanwhile);
    }

    Memory withParameterSet(int id, boolean isDynamic) {
        return new Memory(
                sessionId,
                serviceId,
                id,
                isDynamic,
                presentMv,
                converged,
                stationStops,
                acTargetW,
                acLimitW,
                meanwhile);
    }

    Memory withVoltage(int mv) {
        return new Memory(
                sessionId,
                serviceId,
                parameterSetId,
                dynamic,
                mv,
                converged,
                stationStops,
                acTargetW,
                acLimitW,
                meanwhile);
    }

    Memory withConverged() {
        return new Memory(
                sessionId,
                serviceId,
                parameterSetId,
                dynamic,
                presentMv,
                true,
                stationStops,
                acTargetW,
                acLimitW,
                meanwhile);
    }

    Memory withStop(boolean stops) {
        return new Memory(
                sessionId,
                serviceId,
                parameterSetId,
                dynamic,
                presentMv,
                converged,
                stationStops || stops,
                acTargetW,
                acLimitW,
                meanwhile);
    }

    Memory withAc(int targetW, int limitW) {
        return new Memory(
                sessionId,
                serviceId,
                parameterSetId,
                dynamic,
                presentMv,
                converged,
                stationStops,
                targetW,
                limitW,
                meanwhile);
    }

    Memory withMeanwhile(boolean ongoing) {
        return new Memory(
                sessionId,
                serviceId,
                parameterSetId,
                dynamic,
                presentMv,
                converged,
                stationStops,
                acTargetW,
                acLimitW,
                ongoing);
    }
}
