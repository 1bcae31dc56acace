package org.ebbflow.controller;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.SiteChange;
import org.ebbflow.controller.settings.SiteFile;
import org.ebbflow.hal.board.RefusedFile;

/**
 * Judges changed site and board files while the station runs. A good site file's limits,
 * permission, ramp and authority come into force at once, everything else as soon as no car is
 * plugged in; a bad file is refused and the old settings stay. Looked at now and then by one
 * thread.
 */
final class SettingsWatch {

    private static final long MOST_BYTES = 1_000_000;

    private final Path boardFile;
    private final Path siteFile;
    private final Hands hands;
    private SiteFile.Written inForce;
    private final Texts atStart;
    private Texts seen;
    private Texts judged;
    private boolean waits;
    private volatile String notice = "";

    /** What a judgement leads to. */
    interface Hands {

        /** Hands the site to the control thread; empty when it was taken, else why not. */
        Optional<String> install(Installation site);

        /** Whether nobody would notice a new start. */
        boolean noCar();

        /** Starts the station anew with the files as they are now. */
        void startAnew();

        /** For the log and the event list. */
        void tell(String text);
    }

    /** Both files as text; an unreadable one is empty, which no good file is. */
    private record Texts(String board, String site) {}

    SettingsWatch(Path boardFile, Path siteFile, SiteFile.Written inForce, Hands hands) {
        this.boardFile = boardFile;
        this.siteFile = siteFile;
        this.inForce = inForce;
        this.hands = hands;
        this.atStart = texts();
        this.seen = atStart;
        this.judged = atStart;
    }

    /** One sentence for the panel: what was refused or waits; empty when there is nothing. */
    String notice() {
        return notice;
    }

    /** One look; a file counts as written when two looks see the same. */
    void look() {
        Texts now = texts();
        if (!now.equals(seen)) {
            seen = now;
        } else if (!now.equals(judged)) {
            judged = now;
            judge(now);
        }
        if (waits && seen.equals(judged) && hands.noCar()) {
            waits = false;
            hands.tell("settings: no car is plugged in; the station starts anew with them");
            hands.startAnew();
        }
    }

    private void judge(Texts now) {
        try {
            StationFiles files = StationFiles.read(boardFile, siteFile);
            accept(files.site(), !now.board().equals(atStart.board()));
        } catch (RefusedFile e) {
            refuse(e.sentence());
        }
    }

    private void accept(SiteFile.Written wanted, boolean otherBoard) {
        SiteChange change = SiteChange.between(inForce, wanted);
        if (!change.never().isEmpty()) {
            refuse(
                    siteFile
                            + ": "
                            + keys(change.never())
                            + " cannot change while the station runs; stop it, move the folder,"
                            + " start it again.");
            return;
        }
        if (!change.now().isEmpty() && !installed(wanted.site(), change.now())) {
            return;
        }
        waits = otherBoard || !change.later().isEmpty();
        String later =
                keys(change.later())
                        + (otherBoard && !change.later().isEmpty() ? "; " : "")
                        + (otherBoard ? "the board file " + boardFile : "");
        say(waits ? "Changed settings wait until no car is plugged in: " + later + "." : "");
        if (change.isNothing() && !otherBoard) {
            hands.tell("settings: the file was written again with the values that are in force");
        }
    }

    private boolean installed(Installation wanted, List<SiteChange.Line> lines) {
        Installation merged = inForce.site().withLive(wanted);
        try (var file = FileChannel.open(siteFile)) {
            file.force(true);
        } catch (IOException e) {
            refuse(siteFile + ": the file could not be made durable (" + e.getMessage() + ").");
            return false;
        }
        Optional<String> refused = hands.install(merged);
        if (refused.isPresent()) {
            refuse(refused.get());
            return false;
        }
        inForce = inForce.with(merged, lines);
        hands.tell("settings in force: " + keys(lines));
        return true;
    }

    private void refuse(String sentence) {
        waits = false;
        say("Changed settings were refused, the old ones stay in force: " + sentence);
    }

    private void say(String text) {
        notice = text;
        if (!text.isEmpty()) {
            hands.tell(text);
        }
    }

    private static String keys(List<SiteChange.Line> lines) {
        return lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private Texts texts() {
        return new Texts(text(boardFile), text(siteFile));
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) < MOST_BYTES
                    ? Files.readString(file)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
