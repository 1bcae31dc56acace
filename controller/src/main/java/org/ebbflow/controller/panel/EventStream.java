package org.ebbflow.controller.panel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ebbflow.controller.status.FacePorts;
import org.ebbflow.controller.status.Snapshot;

/** Live values for open pages: at least once a second, at once when the state changes. */
final class EventStream implements AutoCloseable {

    private static final int MAX_PAGES = 16;
    private static final long LOOK_MS = 200;
    private static final int LOOKS_PER_SECOND = 5;

    private final FacePorts ports;
    private final Live live;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean closing;

    EventStream(FacePorts ports, Live live) {
        this.ports = ports;
        this.live = live;
    }

    /** Serves one page until it leaves. */
    void serve(Visit visit) throws IOException {
        if (open.incrementAndGet() > MAX_PAGES) {
            open.decrementAndGet();
            visit.reply(Visit.TOO_MANY, "", "Too many pages are open; close one.");
            return;
        }
        try (OutputStream out = visit.events()) {
            send(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    private void send(OutputStream out) throws IOException, InterruptedException {
        String shown = "";
        for (int look = 0; !closing; look++) {
            Optional<Snapshot> latest = ports.snapshots().get();
            if (latest.isPresent()) {
                String headline = headline(latest.get());
                if (!headline.equals(shown) || look % LOOKS_PER_SECOND == 0) {
                    shown = headline;
                    long nowNs = ports.nowNs().getAsLong();
                    String data = Trees.text(live.picture(latest.get(), nowNs));
                    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
            Thread.sleep(LOOK_MS);
        }
    }

    /** What must not wait for the next second. */
    private static String headline(Snapshot snapshot) {
        return snapshot.vehicle().phase()
                + " "
                + snapshot.whyNot()
                + " "
                + snapshot.trips()
                + " "
                + snapshot.offer().why().chosen()
                + " "
                + snapshot.preferences();
    }

    @Override
    public void close() {
        closing = true;
    }
}
