package org.ebbflow.tools.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ebbflow.tools.sim.devices.BoardSimulator;
import org.ebbflow.tools.sim.devices.SimulatorOptions;

/** The boards of the demo: a shipped board file beside the simulator that plays it. */
enum DemoBoard {
    DC("demo-dc-tcp", SimulatorOptions.Kind.DC_TCP),
    BACKUP("demo-backup", SimulatorOptions.Kind.DC_TCP),
    CHADEMO("demo-chademo", SimulatorOptions.Kind.CHADEMO_TCP),
    SERIAL("demo-dc-serial", SimulatorOptions.Kind.DC_SERIAL),
    UART("demo-dc-uart", SimulatorOptions.Kind.DC_UART),
    CAN("demo-dc-can", SimulatorOptions.Kind.DC_CAN),
    AC("demo-ac-tcp", SimulatorOptions.Kind.AC_TCP),
    AC_BACKUP("demo-ac-backup", SimulatorOptions.Kind.AC_TCP);

    private final String file;
    private final SimulatorOptions.Kind kind;

    DemoBoard(String file, SimulatorOptions.Kind kind) {
        this.file = file;
        this.kind = kind;
    }

    /** Enter-service delay of its demo house, seconds: a demo does not wait 300 s; a site does. */
    int enterServiceS() {
        return isBackup() ? 4 : 0;
    }

    /** Whether its house can hang on the car. */
    boolean isBackup() {
        return this == BACKUP || this == AC_BACKUP;
    }

    SimulatorOptions.Kind kind() {
        return kind;
    }

    /** Writes a copy of the board file that names the addresses at which the simulator listens. */
    Path writeCopy(Path folder, BoardSimulator.Where where) throws IOException {
        String text = shipped();
        text = port(text, "15021", where.ports().safetyBoard());
        text = port(text, "15022", where.ports().stage());
        text = port(text, "15023", where.ports().meters());
        text = port(text, "15024", where.linesPort());
        if (where.serialPath().isPresent()) {
            String path = where.serialPath().get();
            text = text.replaceFirst("(?m)^path = \"[^\"]*\"", "path = \"" + path + "\"");
        }
        text = ChademoVisit.written(text, folder);
        Path copy = folder.resolve(file + ".toml");
        Files.writeString(copy, text, StandardCharsets.UTF_8);
        return copy;
    }

    private static String port(String text, String shipped, int actual) {
        return actual == 0 ? text : text.replace("port = " + shipped, "port = " + actual);
    }

    private String shipped() throws IOException {
        String resource = "org/ebbflow/boards/boards/" + file + ".toml";
        Module boards = ModuleLayer.boot().findModule("org.ebbflow.boards").orElse(null);
        try (InputStream in =
                boards == null
                        ? DemoBoard.class.getClassLoader().getResourceAsStream(resource)
                        : boards.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the board file " + file + " is not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
