package org.ebbflow.tools.demo;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Steps that several visits share. */
final class Steps {

    private Steps() {}

    static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new DemoFailure(otherwise);
        }
    }

    /** Waits until energy may flow. */
    static void transfer(Station station) {
        JsonNode snapshot =
                station.await(
                        "energy transfer",
                        25,
                        s -> s.at("/vehicle/phase").asString("").equals("TRANSFER"));
        station.say(
                snapshot.at("/vehicle/protocol").asString("")
                        + " "
                        + snapshot.at("/vehicle/service").asString("")
                        + ": authorized, tested, connected");
    }

    /** State of charge in tenths of a percent, -1 while unknown. */
    static int soc(JsonNode snapshot) {
        return snapshot.at("/vehicle/soc/deciPercent").asInt(-1);
    }

    static void prefer(Station station, String key, int value) {
        station.panel().post("/api/preferences", "{\"" + key + "\":" + value + "}");
    }

    /** The owner picks what the station does. */
    static void mode(Station station, String mode) {
        station.panel().post("/api/preferences", "{\"mode\":\"" + mode + "\"}");
    }

    /** The owner acknowledges once the cause is gone and the devices have said so. */
    static void acknowledge(Station station) {
        station.await(
                "all inputs clear again",
                8,
                s -> {
                    boolean accepted = station.panel().posts("/api/acknowledge", "{}");
                    return accepted && s.at("/trips").isEmpty();
                });
    }

    /** The owner presses Stop on the panel; the session ends in good order and is reported. */
    static void ownerStops(Station station) {
        station.say("the owner presses Stop on the panel");
        station.panel().post("/api/stop", "{}");
        JsonNode session = station.finish(List.of());
        check(
                session.get("outcome").asString().equals("OWNER_STOP"),
                "the session's outcome is " + session.get("outcome") + ", not the owner's stop");
        station.report(session);
        station.panel().post("/api/resume", "{}");
        station.say("the session ended in good order");
    }
}
