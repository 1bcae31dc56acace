package org.ebbflow.iso15118.secc.iso20;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;

/** Energy transfer services. @source ISO 15118-20 Table 204 */
public enum Service20 {
    AC(1, Supply.AC, false),
    DC(2, Supply.DC, false),
    AC_BPT(5, Supply.AC, true),
    DC_BPT(6, Supply.DC, true);

    private final int id;
    private final Supply supply;
    private final boolean bidirectional;

    Service20(int id, Supply supply, boolean bidirectional) {
        this.id = id;
        this.supply = supply;
        this.bidirectional = bidirectional;
    }

    /** ServiceID on the wire. */
    public int id() {
        return id;
    }

    public boolean isBidirectional() {
        return bidirectional;
    }

    public boolean isDc() {
        return supply == Supply.DC;
    }

    /** What a station offers, bidirectional first: many cars take the first. */
    static List<Service20> offered(Supply supply, boolean dischargeOffered) {
        List<Service20> list = new ArrayList<>(2);
        if (dischargeOffered) {
            list.add(supply == Supply.DC ? DC_BPT : AC_BPT);
        }
        list.add(supply == Supply.DC ? DC : AC);
        return list;
    }

    static Optional<Service20> ofId(int id) {
        for (Service20 service : values()) {
            if (service.id == id) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }
}
