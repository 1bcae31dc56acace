package org.ebbflow.controller.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.EventStatus;
import org.ebbflow.controller.energy.GridEvent;
import org.ebbflow.controller.energy.GridEvent.Ask;
import org.ebbflow.controller.energy.Interval;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.energy.Source;

/** The tables of what grid programs announced and left behind. */
final class WishTables {

    static final String[] SCHEMA = {
        "create table if not exists grid_event(source text not null, id text not null,"
                + " priority integer not null, emergency integer not null,"
                + " start_ms integer not null, duration_s integer not null,"
                + " random_s integer not null, ask text not null, low integer not null,"
                + " high integer not null, at_meter integer not null, first_ms integer not null,"
                + " delay_s integer not null, stage text not null, declined integer not null,"
                + " why text not null, primary key (source, id))",
        "create table if not exists fallback(source text primary key, low integer not null,"
                + " high integer not null, at_meter integer not null)"
    };

    private static final String POWER = "power";
    private static final String CAP = "cap";
    private static final String KEEP = "keep";

    /** An ask in columns. */
    private record Columns(String kind, Interval w, boolean atMeter) {}

    private WishTables() {}

    static Remembered read(Connection connection) throws SQLException {
        List<EventStatus> events = new ArrayList<>();
        List<Directive.Fallback> fallbacks = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from grid_event")) {
            while (row.next()) {
                events.add(event(row));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select source, low, high, at_meter from fallback")) {
            while (row.next()) {
                fallbacks.add(
                        new Directive.Fallback(
                                Source.valueOf(row.getString(1)),
                                new Interval(row.getInt(2), row.getInt(3)),
                                row.getBoolean(4)));
            }
        }
        return new Remembered(events, fallbacks);
    }

    private static EventStatus event(ResultSet row) throws SQLException {
        Ask ask = ask(row);
        GridEvent event =
                new GridEvent(
                        Source.valueOf(row.getString("source")),
                        row.getString("id"),
                        row.getInt("priority"),
                        row.getBoolean("emergency"),
                        new GridEvent.Timing(
                                row.getLong("start_ms"),
                                row.getInt("duration_s"),
                                row.getInt("random_s")),
                        ask);
        return new EventStatus(
                event,
                row.getLong("first_ms"),
                row.getInt("delay_s"),
                EventStatus.Stage.valueOf(row.getString("stage")),
                row.getBoolean("declined"),
                false,
                0,
                Reason.valueOf(row.getString("why")));
    }

    private static Ask ask(ResultSet row) throws SQLException {
        int low = row.getInt("low");
        int high = row.getInt("high");
        return switch (row.getString("ask")) {
            case POWER -> new Ask.Power(low + high);
            case CAP -> new Ask.Cap(new Interval(low, high), row.getBoolean("at_meter"));
            case KEEP -> new Ask.Keep(high);
            default -> throw new SQLException("an event asks for something unknown");
        };
    }

    static void write(Connection connection, Remembered wishes) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement event =
                        connection.prepareStatement(
                                "insert into grid_event values"
                                        + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement fallback =
                        connection.prepareStatement("insert into fallback values (?, ?, ?, ?)")) {
            statement.execute("delete from grid_event");
            statement.execute("delete from fallback");
            for (EventStatus e : wishes.events()) {
                put(event, e);
            }
            for (Directive.Fallback f : wishes.fallbacks()) {
                fallback.setString(1, f.source().name());
                fallback.setInt(2, f.powerW().min());
                fallback.setInt(3, f.powerW().max());
                fallback.setBoolean(4, f.atMeterPoint());
                fallback.executeUpdate();
            }
        }
    }

    private static void put(PreparedStatement row, EventStatus e) throws SQLException {
        Columns ask = columns(e.event().ask());
        row.setString(1, e.event().source().name());
        row.setString(2, e.event().id());
        row.setInt(3, e.event().priority());
        row.setBoolean(4, e.event().emergency());
        row.setLong(5, e.event().timing().startMs());
        row.setInt(6, e.event().timing().durationS());
        row.setInt(7, e.event().timing().randomStartS());
        row.setString(8, ask.kind());
        row.setInt(9, ask.w().min());
        row.setInt(10, ask.w().max());
        row.setBoolean(11, ask.atMeter());
        row.setLong(12, e.firstMs());
        row.setInt(13, e.delayS());
        row.setString(14, e.stage().name());
        row.setBoolean(15, e.declined());
        row.setString(16, e.why().name());
        row.executeUpdate();
    }

    private static Columns columns(Ask ask) {
        return switch (ask) {
            case Ask.Power power ->
                    new Columns(
                            POWER,
                            new Interval(Math.min(0, power.powerW()), Math.max(0, power.powerW())),
                            false);
            case Ask.Cap cap -> new Columns(CAP, cap.powerW(), cap.atMeterPoint());
            case Ask.Keep keep -> new Columns(KEEP, new Interval(0, keep.deciPercent()), false);
        };
    }
}
