package org.ebbflow.tools.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.ebbflow.iso15118.message.iso20.Authorization;
import org.ebbflow.iso15118.message.iso20.AuthorizationReq;
import org.ebbflow.iso15118.message.iso20.EIM_AReqAuthorizationMode;
import org.ebbflow.iso15118.message.iso20.SelectedService;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionReq;
import org.ebbflow.iso15118.message.iso20.V2GMessage;
import org.ebbflow.iso15118.v2gtp.Frame;
import org.ebbflow.iso15118.wire.Wire;

/**
 * Recorded requests of a foreign car, adapted where our station answers earlier questions
 * differently: contract payment becomes external payment, and a scheduled parameter set gets our
 * number for it.
 */
final class Recordings {

    private static final Path SESSIONS = Path.of("../iso15118/src/test/resources/sessions");
    private static final int SAP_AND_OLDER = 0x8001;
    private static final int OUR_SCHEDULED_SET = 3;
    private static final int HEADER = 8;

    private Recordings() {}

    /** Writes the adapted recording; {@code scheduled} when the car took the scheduled set. */
    static Path adapted(String name, boolean scheduled, Path folder) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String row : Files.readAllLines(SESSIONS.resolve(name + ".tsv"))) {
            String[] cells = row.split("\t", -1);
            boolean message = !row.startsWith("#") && !cells[0].equals("session");
            rows.add(message ? adapted(cells, scheduled) : row);
        }
        return Files.write(folder.resolve(name + ".tsv"), rows);
    }

    private static String adapted(String[] cells, boolean scheduled) {
        int type = Integer.parseInt(cells[0], 16);
        byte[] exi = HexFormat.of().parseHex(cells[2]);
        if (type != SAP_AND_OLDER) {
            exi = adapted(new Frame(type, exi), scheduled);
        }
        return cells[0] + "\t" + cells[1] + "\t" + HexFormat.of().formatHex(exi);
    }

    private static byte[] adapted(Frame frame, boolean scheduled) {
        V2GMessage message = Wire.iso20(frame).orElseThrow();
        byte[] bytes =
                switch (message) {
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
                                                            r.selectedEnergyTransferService()
                                                                    .serviceId(),
                                                            OUR_SCHEDULED_SET),
                                                    null))
                                    : frame.encode();
                    default -> frame.encode();
                };
        return java.util.Arrays.copyOfRange(bytes, HEADER, bytes.length);
    }
}
