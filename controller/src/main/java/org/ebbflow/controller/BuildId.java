package org.ebbflow.controller;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.ebbflow.controller.status.Snapshot;

/** Which program this is; written by the build. */
final class BuildId {

    private static final String VERSION = "0.1.0";

    private BuildId() {}

    /** Version and commit; "unknown" when the build had no commit. */
    static Snapshot.Build read() {
        try (InputStream in = BuildId.class.getResourceAsStream("build-id.txt")) {
            String id =
                    in == null
                            ? "unknown"
                            : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Snapshot.Build(VERSION, id.isEmpty() ? "unknown" : id);
        } catch (IOException e) {
            return new Snapshot.Build(VERSION, "unreadable");
        }
    }
}
