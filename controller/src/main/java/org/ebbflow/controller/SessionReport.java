package org.ebbflow.controller;

import java.util.Locale;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.energy.VehicleReport;
import org.ebbflow.controller.status.Snapshot;
import org.ebbflow.controller.status.Snapshot.AnswerTimes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One finished session for machines.
 *
 * @param protocol e.g. "ISO 15118-20"; @param service e.g. "DC_BPT dynamic"
 * @param security what protected the connection
 * @param outcome stable name of the fault or reason that ended it
 * @param chargedWh by the AC meter; @param dischargedWh by the AC meter
 * @param maxChargeW largest measured; @param maxDischargeW largest measured, magnitude
 * @param boundBy what limited the largest wish
 * @param firstEnergyMs from plugging in (or connecting again) to first energy, -1 if there was none
 * @param answers number and answer times of the charge-loop messages
 * @param safetyViolations limits broken by our own command, as far as the product can see it
 */
record SessionReport(
        String protocol,
        String service,
        VehicleReport.Security security,
        String outcome,
        long chargedWh,
        long dischargedWh,
        int maxChargeW,
        int maxDischargeW,
        Source boundBy,
        long firstEnergyMs,
        AnswerTimes answers,
        int safetyViolations) {

    private static final AnswerTimes UNKNOWN = new AnswerTimes("", 0, 0, 0, 0, 0, 0, 0);

    /** A session that the process did not live to report; what the disk knows of it. */
    static SessionReport lost(Snapshot.SessionFigures figures) {
        return new SessionReport(
                figures.protocol(),
                figures.service(),
                VehicleReport.Security.NONE,
                figures.ended().name(),
                figures.chargedWh(),
                figures.dischargedWh(),
                figures.maxChargeW(),
                figures.maxDischargeW(),
                Source.DEFAULT,
                figures.firstEnergyMs(),
                UNKNOWN,
                0);
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One line. */
    String json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("protocol", protocol);
        node.put("service", service);
        node.put("security", security.version());
        node.put("peerVerified", security.peerVerified());
        node.put("peerSubjectHash", security.peerSubjectHash());
        node.put("outcome", outcome);
        node.put("chargedWh", chargedWh);
        node.put("dischargedWh", dischargedWh);
        node.put("maxChargeW", maxChargeW);
        node.put("maxDischargeW", maxDischargeW);
        node.put("boundBy", boundBy.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        node.put("secondsToFirstEnergy", firstEnergyMs < 0 ? -1.0 : firstEnergyMs / 1000.0);
        node.put("loopMessages", answers.count());
        node.put("answerP50Micros", answers.p50Micros());
        node.put("answerP99Micros", answers.p99Micros());
        node.put("answerMaxMicros", answers.maxMicros());
        node.put("answerFirstMicros", answers.firstMicros());
        node.put("answersWithin500Micros", answers.within500Micros());
        node.put("answersWithin5Millis", answers.within5Millis());
        node.put("safetyViolations", safetyViolations);
        return JSON.writeValueAsString(node);
    }
}
