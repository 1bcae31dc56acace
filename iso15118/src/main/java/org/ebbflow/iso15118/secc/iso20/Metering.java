package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.MeterInfo;
import org.ebbflow.iso15118.secc.StationView;
import org.jspecify.annotations.Nullable;

/** The meter's reading as the car is told it. */
final class Metering {

    private Metering() {}

    /** Absent on a station without a meter. */
    static @Nullable MeterInfo info(Session20 session, StationView view) {
        return view.measured()
                .meter()
                .map(
                        m ->
                                new MeterInfo(
                                        m.id(),
                                        m.chargedWh(),
                                        session.service().isBidirectional()
                                                ? Long.valueOf(m.dischargedWh())
                                                : null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        view.wallTimeMs() / 1000))
                .orElse(null);
    }
}
