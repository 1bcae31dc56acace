package org.ebbflow.iso15118.secc;

import java.util.List;

/**
 * What a station is and speaks, fixed while it runs.
 *
 * @param evseId identifier of the EVSE, 7 to 37 characters, e.g. "DE*EBB*E1"
 * @param supply kind of energy at the connector
 * @param protocols what the station speaks; order does not matter, the car's priority decides
 * @param bench laxity for test benches; {@link Bench#NONE} in the field
 */
public record SeccConfig(String evseId, Supply supply, List<Protocol> protocols, Bench bench) {

    public SeccConfig {
        protocols = List.copyOf(protocols);
    }

    /** Kind of energy at the connector. */
    public enum Supply {
        DC,
        AC
    }

    /** Vehicle protocols. */
    public enum Protocol {
        DIN_70121,
        ISO_15118_2,
        ISO_15118_20
    }

    /**
     * Laxity that a conforming station does not have.
     *
     * @param plainIso20 ISO 15118-20 without TLS 1.3 and a verified client chain
     * @param slowLoop 60 s instead of 0.5 s between two charge-loop requests of ISO 15118-20
     */
    public record Bench(boolean plainIso20, boolean slowLoop) {
        public static final Bench NONE = new Bench(false, false);
    }
}
