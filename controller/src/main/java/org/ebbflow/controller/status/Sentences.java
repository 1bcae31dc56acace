package org.ebbflow.controller.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Readiness;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Source;

/** Stable numbers turned into sentences for people, in one language; the texts are data. */
public final class Sentences {

    /** No station does as much: a limit from here on is none. */
    private static final int OPEN_W = 1_000_000;

    private static final Sentences ENGLISH = read("en");
    private static final Sentences GERMAN = read("de");

    private final Properties texts;

    private Sentences(Properties texts) {
        this.texts = texts;
    }

    /** Sentences in a language; English where it is not known. */
    public static Sentences in(String language) {
        return language.equals("de") ? GERMAN : ENGLISH;
    }

    /** What the station does now, one sentence. */
    public String state(Snapshot snapshot) {
        int watts = Math.abs(StationState.acPowerW(snapshot));
        int deciKw = (watts + 50) / 100;
        int reserve = snapshot.preferences().drivingReserveDeciPercent();
        StationState state = StationState.of(snapshot);
        if (state != StationState.ISLAND_SUPPLY) {
            reserve = Math.max(reserve, snapshot.preferences().outageReserveDeciPercent());
        }
        boolean silent = state == StationState.PREPARING && snapshot.vehicle().protocol().isEmpty();
        return text(silent ? "state.PREPARING_SILENT" : "state." + state.name())
                .replace("{power}", decimal(deciKw))
                .replace("{reserve}", String.valueOf(reserve / 10));
    }

    /** Why not, one sentence. */
    public String reason(Reason reason) {
        return text("reason." + reason.name());
    }

    /** What happened. */
    public String fault(FaultCode code) {
        return text("fault." + code.name());
    }

    /** What to do about it now. */
    public String remedy(FaultCode code) {
        return text("remedy." + code.name());
    }

    /** What the installer measures. */
    public String installer(FaultCode code) {
        return text("installer." + code.name());
    }

    /** What the backup does, one sentence; empty where none is fitted. */
    public String backup(Snapshot snapshot) {
        BackupStatus backup = snapshot.backup();
        if (backup.state() == BackupStatus.State.NOT_FITTED) {
            return "";
        }
        String key = "backup." + backup.state().name();
        boolean waits = backup.state() == BackupStatus.State.ON_GRID && !backup.ready();
        int minutes = BackupStatus.minutesLeft(snapshot);
        String left =
                minutes < 0
                        ? text("backup.left.unknown")
                        : text("backup.left").replace("{hours}", decimal(minutes / 6));
        boolean dark = backup.state() == BackupStatus.State.DARK;
        if ((waits || dark) && backup.ending() == BackupStatus.Ending.CAR_FOLLOWS) {
            return text("backup.CAR_FOLLOWS");
        }
        return text(waits ? "backup.NOT_READY" : key).replace("{left}", left);
    }

    /** What the owner must know before leaving the grid. */
    public String gap(BackupStatus backup) {
        return text("backup.gap").replace("{seconds}", String.valueOf(backup.gapS()));
    }

    /** What to do about the station's certificates; empty when there is nothing to do. */
    public String certificates(CertificateNotice notice) {
        return switch (notice.level()) {
            case NONE, GOOD -> "";
            case SOON, REFUSED ->
                    text("certificates." + notice.level().name())
                            .replace("{days}", String.valueOf(notice.daysLeft()))
                            .replace("{name}", notice.name());
        };
    }

    /** What an event asks, as part of a sentence. */
    public String ask(GridEvent event) {
        return switch (event.ask()) {
            case GridEvent.Ask.Power p ->
                    text(p.powerW() < 0 ? "event.power.out" : inOrPause(p.powerW()))
                            .replace("{power}", kilowatts(p.powerW()));
            case GridEvent.Ask.Cap cap ->
                    text("event.cap" + side(cap.powerW()))
                            .replace("{in}", kilowatts(cap.powerW().max()))
                            .replace("{out}", kilowatts(cap.powerW().min()));
            case GridEvent.Ask.Keep keep ->
                    text("event.keep")
                            .replace("{percent}", String.valueOf(keep.deciPercent() / 10));
        };
    }

    /** A side that is as good as open is not told. */
    private static String side(Interval powerW) {
        boolean in = powerW.max() < OPEN_W;
        boolean out = powerW.min() > -OPEN_W;
        return in && out ? "" : in ? ".in" : out ? ".out" : ".none";
    }

    private static String inOrPause(int powerW) {
        return powerW == 0 ? "event.power.pause" : "event.power.in";
    }

    private String kilowatts(int powerW) {
        return decimal((int) ((Math.abs((long) powerW) + 50) / 100));
    }

    /** Where an event stands, with the reason when it did not go its usual way. */
    public String stage(EventStatus event) {
        String stage = text("event.stage." + event.stage().name());
        if (event.isOpen() && event.declined()) {
            return stage + ", " + text("event.declined");
        }
        if (event.isOpen() && !event.confirmed()) {
            return stage + ", " + text("event.unconfirmed");
        }
        return event.why() == Reason.NONE ? stage : stage + ": " + reason(event.why());
    }

    /** Whether the car will be ready; one sentence. */
    public String readiness(Readiness ready) {
        if (ready.lateS() < 0) {
            return text("ready.unknown");
        }
        return text(ready.lateS() > 0 ? "ready.late" : "ready.inTime")
                .replace("{percent}", String.valueOf(ready.targetDeciPercent() / 10))
                .replace("{expected}", String.valueOf(ready.expectedDeciPercent() / 10))
                .replace("{minutes}", String.valueOf((ready.lateS() + 59) / 60));
    }

    /** Why a mode cannot be had; empty when it can. */
    public String unavailable(Reason why) {
        return switch (why) {
            case NONE -> "";
            case NO_CONSENT -> text("mode.consent");
            default -> reason(why);
        };
    }

    /** Who, as part of a sentence. */
    public String source(Source source) {
        return text("source." + source.name());
    }

    private String text(String key) {
        String text = texts.getProperty(key);
        return text == null ? key : text;
    }

    private String decimal(int tenths) {
        String point = this == GERMAN ? "," : ".";
        return String.format(Locale.ROOT, "%d%s%d", tenths / 10, point, tenths % 10);
    }

    private static Sentences read(String language) {
        Properties texts = new Properties();
        String name = "sentences_" + language + ".properties";
        try (InputStream in = Sentences.class.getResourceAsStream(name)) {
            if (in != null) {
                texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("texts of language " + language, e);
        }
        return new Sentences(texts);
    }
}
