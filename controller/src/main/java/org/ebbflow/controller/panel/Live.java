package org.ebbflow.controller.panel;

import java.util.Comparator;
import org.ebbflow.controller.energy.Decision;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Limit;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.energy.VehicleReport.Soc;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.status.BackupStatus;
import org.ebbflow.controller.status.Sentences;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.Snapshot.AnswerTimes;
import org.ebbflow.controller.status.StationState;
import org.ebbflow.hal.MeterReading;
import org.ebbflow.hal.Reading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The short picture that the page shows, sentences included. */
final class Live {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long FRESH_NS = 3_000_000_000L;

    private final Installation site;
    private final Keeper keeper;

    Live(Installation site, Keeper keeper) {
        this.site = site;
        this.keeper = keeper;
    }

    /** Everything the page shows, in the owner's language. */
    ObjectNode picture(Snapshot snapshot, long nowNs) {
        Sentences words = Sentences.in(snapshot.preferences().language());
        ObjectNode node = NODES.objectNode();
        node.put("site", site.name());
        node.put("build", snapshot.build().version() + " " + snapshot.build().id());
        node.put("ageMs", (nowNs - snapshot.tick().monotonicNs()) / 1_000_000L);
        node.put("state", StationState.of(snapshot).name());
        node.put("sentence", words.state(snapshot));
        node.put("powerW", StationState.acPowerW(snapshot));
        node.set("gridW", gridW(snapshot));
        node.set("vehicle", vehicle(snapshot, nowNs));
        why(node, snapshot, words);
        node.set("preferences", preferences(snapshot.preferences()));
        node.put("zone", site.papers().timeZone().getId());
        node.set("modes", Planning.modes(snapshot, site, words));
        node.set("events", Planning.events(snapshot, words));
        node.set("readiness", Planning.readiness(snapshot, words));
        node.put("exportHeld", snapshot.programs().exportHeld());
        node.set("session", Trees.of(snapshot.session()));
        node.put("ended", words.reason(snapshot.session().ended()));
        node.set("totals", Trees.of(snapshot.totals()));
        node.set("backup", backup(snapshot, words));
        node.set("faults", faults(snapshot, words));
        node.set("answers", answers(snapshot));
        node.set("loop", Trees.of(snapshot.loop()));
        node.set("bench", bench());
        node.put("recording", keeper.recording().orElse(""));
        node.put("certificates", words.certificates(snapshot.certificates()));
        node.put("memory", keeper.problem().orElse(""));
        node.put("settings", keeper.settings().orElse(""));
        return node;
    }

    private static ObjectNode backup(Snapshot snapshot, Sentences words) {
        BackupStatus backup = snapshot.backup();
        ObjectNode node = NODES.objectNode();
        node.put("state", backup.state().name());
        node.put("sentence", words.backup(snapshot));
        node.put("warning", words.gap(backup));
        node.put("gridSwitch", backup.gridSwitch().name());
        node.put("ready", backup.ready());
        node.put("test", backup.test());
        node.put("minutesLeft", BackupStatus.minutesLeft(snapshot));
        node.put("drivingReserveDeciPercent", snapshot.preferences().drivingReserveDeciPercent());
        node.put("outageReserveDeciPercent", snapshot.preferences().outageReserveDeciPercent());
        return node;
    }

    private static JsonNode gridW(Snapshot snapshot) {
        return snapshot.measured().gridMeter() instanceof Reading.Taken<MeterReading> taken
                        && snapshot.tick().sinceNs(taken.takenNs()) <= FRESH_NS
                ? NODES.numberNode(taken.value().powerW())
                : NODES.nullNode();
    }

    private static ObjectNode vehicle(Snapshot snapshot, long nowNs) {
        ObjectNode node = NODES.objectNode();
        node.put("phase", snapshot.vehicle().phase().name());
        node.put("protocol", snapshot.vehicle().protocol());
        node.put("service", snapshot.vehicle().service());
        node.put("bidirectional", snapshot.vehicle().bidirectional());
        node.put("security", snapshot.vehicle().security().version());
        node.put("peerVerified", snapshot.vehicle().security().peerVerified());
        if (snapshot.vehicle().soc().isPresent()) {
            Soc soc = snapshot.vehicle().soc().get();
            if (snapshot.vehicle().freshSoc(nowNs).isPresent()) {
                node.put("socDeciPercent", soc.deciPercent());
            }
            node.put("socAgeS", (nowNs - soc.takenNs()) / 1_000_000_000L);
            node.put("capacityWh", soc.capacityWh());
        }
        return node;
    }

    private static void why(ObjectNode node, Snapshot snapshot, Sentences words) {
        Decision why = snapshot.offer().why();
        node.put("whyNot", snapshot.whyNot().name());
        node.put("why", words.reason(snapshot.whyNot()));
        node.put("commandW", why.powerW());
        node.put("wantedW", why.wantedW());
        node.put("chosen", words.source(why.chosen()));
        node.put("chosenBy", why.chosen().name());
        node.put("boundBy", words.source(why.boundBy()));
        node.put("isBound", why.boundBy() != why.chosen());
        node.put("leaseEndsInS", why.leaseEndsInS());
        node.set("lower", limit(why.lower(), why.lower().powerW().min(), words));
        node.set("upper", limit(why.upper(), why.upper().powerW().max(), words));
        node.set("gates", gates(snapshot, words));
    }

    /** What a person could do something about: without a car nothing is said of a car. */
    private static ArrayNode gates(Snapshot snapshot, Sentences words) {
        boolean away = snapshot.vehicle().phase() == VehicleReport.Phase.NO_CAR;
        ArrayNode gates = NODES.arrayNode();
        for (Reason reason : snapshot.offer().why().falseGates()) {
            boolean ofTheCar =
                    reason == Reason.SESSION_NOT_BIDIRECTIONAL || reason == Reason.SOC_UNKNOWN;
            if (!(away && ofTheCar)) {
                gates.add(words.reason(reason));
            }
        }
        return gates;
    }

    private static ObjectNode limit(Limit limit, int powerW, Sentences words) {
        ObjectNode node = NODES.objectNode();
        node.put("powerW", powerW);
        node.put("source", words.source(limit.source()));
        return node;
    }

    private static ObjectNode preferences(Preferences preferences) {
        return Trees.of(preferences) instanceof ObjectNode node ? node : NODES.objectNode();
    }

    private static ArrayNode faults(Snapshot snapshot, Sentences words) {
        ArrayNode faults = NODES.arrayNode();
        for (FaultCode code : snapshot.trips()) {
            ObjectNode fault = NODES.objectNode();
            fault.put("code", code.name());
            fault.put("number", code.number());
            fault.put("what", words.fault(code));
            fault.put("remedy", words.remedy(code));
            fault.put("installer", words.installer(code));
            faults.add(fault);
        }
        return faults;
    }

    /** Answer times of the message that was answered most: the charge loop. */
    private static JsonNode answers(Snapshot snapshot) {
        return snapshot.answers().stream()
                .max(Comparator.comparingLong(AnswerTimes::count))
                .map(Trees::of)
                .orElse(NODES.nullNode());
    }

    private ArrayNode bench() {
        ArrayNode keys = NODES.arrayNode();
        Installation.Bench bench = site.bench();
        if (bench.plainTcpForIso20()) {
            keys.add("plain-tcp-for-iso20");
        }
        if (bench.allowSecp256r1()) {
            keys.add("allow-secp256r1");
        }
        if (bench.acceptImplausibleValues()) {
            keys.add("accept-implausible-values");
        }
        if (bench.trustSystemClock()) {
            keys.add("trust-system-clock");
        }
        if (bench.slowLoop()) {
            keys.add("slow-loop");
        }
        if (bench.sdpPort() != Installation.Bench.OFF.sdpPort()) {
            keys.add("sdp-port");
        }
        return keys;
    }
}
