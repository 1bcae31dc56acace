package org.ebbflow.iso15118.secc;

/**
 * A session its car paused; the same car may join it again until it is unplugged.
 *
 * @param protocol what both spoke
 * @param sessionId its 64 bits
 * @param evccId identity of the car's controller; another car cannot join
 * @param serviceId selected energy service of ISO 15118-20, 0 in the others
 * @param parameterSetId selected parameter set of ISO 15118-20, 0 in the others
 * @param dischargeTold bidirectional services were among the offered
 * @source ISO 15118-2 and ISO 15118-20, session set-up
 */
public record PausedSession(
        SeccConfig.Protocol protocol,
        long sessionId,
        String evccId,
        int serviceId,
        int parameterSetId,
        boolean dischargeTold) {

    /** Whether this is the session a car asks for. */
    public boolean isMeant(SeccConfig.Protocol spoken, byte[] presentedId, String presentedEvcc) {
        return spoken == protocol
                && presentedEvcc.equals(evccId)
                && SessionIds.isSame(presentedId, sessionId);
    }
}
