package org.ebbflow.iso15118.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.ebbflow.iso15118.evcc.EvccPlan;
import org.ebbflow.iso15118.evcc.EvccPlan.Protocol;
import org.ebbflow.iso15118.evcc.EvccPlan.Service;
import org.ebbflow.iso15118.evcc.EvccPlan.Stop;
import org.ebbflow.iso15118.message.iso2.AuthorizationRes;
import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.CableCheckRes;
import org.ebbflow.iso15118.message.iso2.ChargeParameterDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.ChargingStatusRes;
import org.ebbflow.iso15118.message.iso2.CurrentDemandRes;
import org.ebbflow.iso15118.message.iso2.EVSEProcessing;
import org.ebbflow.iso15118.message.iso2.PaymentOption;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionReq;
import org.ebbflow.iso15118.message.iso2.PaymentServiceSelectionRes;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.PreChargeRes;
import org.ebbflow.iso15118.message.iso2.SelectedServiceList;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso2.SessionSetupRes;
import org.ebbflow.iso15118.message.iso2.SessionStopRes;
import org.ebbflow.iso15118.message.iso2.WeldingDetectionRes;
import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationReq;
import org.ebbflow.iso15118.message.iso20.DC_CableCheckRes;
import org.ebbflow.iso15118.message.iso20.EIM_AReqAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.Processing;
import org.ebbflow.iso15118.message.iso20.SelectedService;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionReq;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.message.iso20.V2GResponse;
import org.ebbflow.iso15118.message.sap.SupportedAppProtocolRes;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccConfig.Supply;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.v2gtp.FrameReader;
import org.ebbflow.iso15118.wire.Bodies;
import org.ebbflow.iso15118.wire.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a foreign car said on a wire, said again to our station: message types and response codes
 * have to be the recorded ones, except for the reviewed list {@code sessions/differences.tsv}; an
 * entry of it that nothing needs any more is a failure too.
 */
class RecordedSessionsTest {

    private static final int OUR_SCHEDULED_SET = 3;

    /** An entry of the reviewed list. @param kind adapted, skipped or code */
    record Reviewed(String session, String request, String kind, String code, String reason) {}

    record Line(int payloadType, String name, byte[] exi, String code) {}

    record Recording(long sessionId, List<Line> lines) {}

    @ParameterizedTest
    @CsvSource({
        "din70121-dc, DC, false",
        "iso15118-2-dc, DC, false",
        "iso15118-2-ac, AC, false",
        "iso15118-20-dc, DC, true",
        "iso15118-20-dc_bpt-dynamic, DC, false",
        "iso15118-20-ac_bpt, AC, true",
        "iso15118-2-ac-pnc-certinstall-tls12, AC, false",
    })
    void repliesAsTheRecordedStationDid(String name, Supply supply, boolean scheduled)
            throws IOException {
        Recording recording = load(name);
        EvccPlan unused = EvccPlan.of(Protocol.ISO_15118_20, Service.DC, Stop.NEVER);
        SessionBench bench = new SessionBench(supply, unused).withSessionId(recording.sessionId());
        bench.phases = 3;
        Bodies bodies = name.startsWith("din") ? Bodies.DIN_70121 : Bodies.ISO_15118_2;
        List<Reviewed> reviewed = reviewed().filter(r -> r.session().equals(name)).toList();
        Set<Reviewed> found = new LinkedHashSet<>();
        List<String> differences = new ArrayList<>();
        for (Line line : recording.lines()) {
            List<Reviewed> here =
                    reviewed.stream().filter(r -> r.request().equals(line.name())).toList();
            found.addAll(here.stream().filter(r -> r.kind().equals("skipped")).toList());
            if (here.stream().anyMatch(r -> r.kind().equals("skipped"))) {
                continue;
            }
            byte[] recorded = new Frame(line.payloadType(), line.exi()).encode();
            byte[] request = adapted(line, scheduled);
            if (!Arrays.equals(recorded, request)) {
                found.add(one(here, "adapted", line));
            }
            String said = said(bench, bodies, line, request);
            String response = line.name().replaceAll("Req$", "Res") + " ";
            if (!said.equalsIgnoreCase(response + line.code())) {
                Reviewed known = one(here, "code", line);
                found.add(known);
                if (!said.equals(response + known.code())) {
                    differences.add(response + line.code() + " but was " + said);
                }
            }
        }
        assertEquals(List.of(), differences);
        assertEquals(Set.copyOf(reviewed), found, "the reviewed list is what really differs");
        assertEquals(new SeccEvent.Ended(EndReason.COMPLETED, true), bench.ended());
        assertEquals(bench.requests, bench.frames);
    }

    /** The last answer to a request that is repeated while the station is at work. */
    private static String said(SessionBench bench, Bodies bodies, Line line, byte[] request) {
        Answer answer = answer(bench, bodies, request);
        for (int i = 0; answer.ongoing() && i < 1_000; i++) {
            bench.pass(10);
            answer = answer(bench, bodies, request);
        }
        if (line.name().endsWith("PreChargeReq")) {
            bench.pass(20);
        }
        return answer.text();
    }

    private static Reviewed one(List<Reviewed> here, String kind, Line line) {
        return here.stream()
                .filter(r -> r.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not reviewed: " + kind + " " + line.name()));
    }

    private static Stream<Reviewed> reviewed() throws IOException {
        return rows("differences").stream()
                .map(row -> row.split("\t", -1))
                .map(c -> new Reviewed(c[0], c[1], c[2], c[3], c[4]));
    }

    record Answer(String text, boolean ongoing) {}

    private static Answer answer(SessionBench bench, Bodies bodies, byte[] request) {
        List<byte[]> answers = bench.ask(request, 5);
        assertEquals(1, answers.size());
        Frame frame = FrameReader.EMPTY.read(answers.getFirst()).frames().getFirst();
        if (frame.payloadType() != 0x8001) {
            V2GResponse r = (V2GResponse) Wire.iso20(frame).orElseThrow();
            boolean ongoing =
                    r instanceof DC_CableCheckRes check
                            && check.evseProcessing() != Processing.Finished;
            return new Answer(text(r, r.responseCode().text()), ongoing);
        }
        return bodies.read(frame)
                .map(received -> iso2(received.body()))
                .orElseGet(() -> sap(frame));
    }

    private static Answer sap(Frame frame) {
        SupportedAppProtocolRes r = (SupportedAppProtocolRes) Wire.sap(frame).orElseThrow();
        return new Answer(text(r, r.responseCode().text()), false);
    }

    private static Answer iso2(BodyElement body) {
        return switch (body) {
            case SessionSetupRes r -> new Answer(text(r, r.responseCode().text()), false);
            case ServiceDiscoveryRes r -> new Answer(text(r, r.responseCode().text()), false);
            case PaymentServiceSelectionRes r ->
                    new Answer(text(r, r.responseCode().text()), false);
            case AuthorizationRes r -> new Answer(text(r, r.responseCode().text()), false);
            case ChargeParameterDiscoveryRes r ->
                    new Answer(text(r, r.responseCode().text()), false);
            case CableCheckRes r ->
                    new Answer(
                            text(r, r.responseCode().text()),
                            r.evseProcessing() != EVSEProcessing.Finished);
            case PreChargeRes r -> new Answer(text(r, r.responseCode().text()), false);
            case PowerDeliveryRes r -> new Answer(text(r, r.responseCode().text()), false);
            case CurrentDemandRes r -> new Answer(text(r, r.responseCode().text()), false);
            case ChargingStatusRes r -> new Answer(text(r, r.responseCode().text()), false);
            case WeldingDetectionRes r -> new Answer(text(r, r.responseCode().text()), false);
            case SessionStopRes r -> new Answer(text(r, r.responseCode().text()), false);
            default -> throw new AssertionError(body.toString());
        };
    }

    /** DIN 70121 arrives under the names of ISO 15118-2. */
    private static String text(Object response, String code) {
        return response.getClass().getSimpleName() + " " + code;
    }

    private static byte[] adapted(Line line, boolean scheduled) {
        Frame frame = new Frame(line.payloadType(), line.exi());
        if (line.payloadType() == 0x8001) {
            return Bodies.ISO_15118_2
                    .read(frame)
                    .filter(r -> line.name().startsWith("PaymentService") || isSigned(r))
                    .map(r -> Bodies.ISO_15118_2.write(r.sessionId(), external(r.body())))
                    .orElseGet(frame::encode);
        }
        V2GMessage message = Wire.iso20(frame).orElseThrow();
        return switch (message) {
            case AuthorizationReq r ->
                    Wire.iso20(
                            new AuthorizationReq(
                                    r.header(),
                                    Authorization.EIM,
                                    new EIM_AReqAuthorizationMode()));
            case ServiceSelectionReq r ->
                    scheduled
                            ? Wire.iso20(
                                    new ServiceSelectionReq(
                                            r.header(),
                                            new SelectedService(
                                                    r.selectedEnergyTransferService().serviceId(),
                                                    OUR_SCHEDULED_SET),
                                            null))
                            : frame.encode();
            default -> frame.encode();
        };
    }

    private static boolean isSigned(Bodies.Received received) {
        return received.body() instanceof org.ebbflow.iso15118.message.iso2.AuthorizationReq r
                && r.genChallenge() != null;
    }

    /** External payment instead of a contract. */
    private static BodyElement external(BodyElement body) {
        return switch (body) {
            case PaymentServiceSelectionReq ignored ->
                    new PaymentServiceSelectionReq(
                            PaymentOption.ExternalPayment,
                            new SelectedServiceList(
                                    List.of(
                                            new org.ebbflow.iso15118.message.iso2.SelectedService(
                                                    1, null))));
            case org.ebbflow.iso15118.message.iso2.AuthorizationReq ignored ->
                    new org.ebbflow.iso15118.message.iso2.AuthorizationReq(null, null);
            default -> body;
        };
    }

    private static List<String> rows(String name) throws IOException {
        String path = "/sessions/" + name + ".tsv";
        try (InputStream in = RecordedSessionsTest.class.getResourceAsStream(path)) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(l -> !l.startsWith("#")).toList();
        }
    }

    private static Recording load(String name) throws IOException {
        long id = 0;
        List<Line> lines = new ArrayList<>();
        for (String row : rows(name)) {
            String[] cells = row.split("\t", -1);
            if (cells[0].equals("session")) {
                id = Long.parseUnsignedLong(cells[1], 16);
            } else {
                lines.add(
                        new Line(
                                Integer.parseInt(cells[0], 16),
                                isoName(cells[1]),
                                HexFormat.of().parseHex(cells[2]),
                                cells[3]));
            }
        }
        return new Recording(id, lines);
    }

    private static String isoName(String name) {
        return switch (name) {
            case "ServicePaymentSelectionReq" -> "PaymentServiceSelectionReq";
            case "ContractAuthenticationReq" -> "AuthorizationReq";
            default -> name;
        };
    }
}
