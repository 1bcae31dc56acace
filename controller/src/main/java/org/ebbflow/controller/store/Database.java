package org.ebbflow.controller.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.ebbflow.controller.energy.FaultCode;
import org.ebbflow.controller.energy.Reason;
import org.ebbflow.controller.energy.Remembered;
import org.ebbflow.controller.safety.TripRecord;
import org.ebbflow.controller.settings.PreferenceRules;
import org.ebbflow.controller.settings.Preferences;
import org.ebbflow.controller.settings.Week;
import org.ebbflow.controller.status.Snapshot;
import org.jspecify.annotations.Nullable;

/** The file and its tables; used by the store's thread only. */
final class Database implements AutoCloseable {

    private static final int VERSION = 1;
    private static final int CORRUPT = 11;
    private static final int NOT_A_DATABASE = 26;
    private static final int KEPT_EVENTS = 10_000;
    private static final String OWNER_STOP = "owner-stop";

    private static final String[] SCHEMA = {
        "create table if not exists preference(key text primary key, value text not null)",
        "create table if not exists standing(key text primary key, value integer not null)",
        "create table if not exists total(id integer primary key check (id = 1),"
                + " charged_wh integer not null, discharged_wh integer not null,"
                + " sessions integer not null)",
        "create table if not exists session(number integer primary key, protocol text not null,"
                + " service text not null, started_ms integer not null,"
                + " duration_s integer not null, charged_wh integer not null,"
                + " discharged_wh integer not null, first_energy_ms integer not null,"
                + " max_charge_w integer not null, max_discharge_w integer not null,"
                + " loop_messages integer not null, ended text not null,"
                + " orderly integer not null, open integer not null)",
        "create table if not exists trip(position integer primary key, code text not null,"
                + " wall_ms integer not null, cause text not null)",
        "create table if not exists event(id integer primary key autoincrement,"
                + " wall_ms integer not null, kind text not null, text text not null)",
        "pragma user_version = " + VERSION
    };

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Opens or creates the file; a file of a newer program is refused. */
    static Database open(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 2000");
            try (ResultSet version = statement.executeQuery("pragma user_version")) {
                if (version.next() && version.getInt(1) > VERSION) {
                    throw new SQLException("the file was written by a newer version");
                }
            }
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = full");
            try (ResultSet check = statement.executeQuery("pragma quick_check(1)")) {
                if (!check.next() || !check.getString(1).equals("ok")) {
                    throw new SQLException(check.getString(1), null, CORRUPT);
                }
            }
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
            for (String sql : WishTables.SCHEMA) {
                statement.execute(sql);
            }
            return new Database(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Whether the file's content is damaged, rather than out of reach.
     *
     * @source SQLite, "Result and Error Codes": SQLITE_CORRUPT, SQLITE_NOTADB in the low byte
     */
    static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    Kept kept() throws SQLException {
        Optional<Snapshot.SessionFigures> lost = closeLostSession();
        return new Kept(
                preferences(), totals(), trips(), lost, isOwnerStop(), wishes(), Optional.empty());
    }

    private Optional<Snapshot.SessionFigures> closeLostSession() throws SQLException {
        long lost = 0;
        try (Statement statement = connection.createStatement();
                ResultSet open =
                        statement.executeQuery("select max(number) from session where open = 1")) {
            lost = open.next() ? open.getLong(1) : 0;
        }
        try (PreparedStatement close =
                connection.prepareStatement(
                        "update session set open = 0, orderly = 0, ended = ? where open = 1")) {
            close.setString(1, Reason.POWER_LOSS.name());
            close.executeUpdate();
        }
        long number = lost;
        return sessions(KEPT_EVENTS).stream().filter(s -> s.number() == number).findFirst();
    }

    /** What cannot be read is forgotten: its sources say it again. */
    private Remembered wishes() throws SQLException {
        try {
            return WishTables.read(connection);
        } catch (IllegalArgumentException e) {
            return Remembered.NOTHING;
        }
    }

    void store(Remembered wishes) throws SQLException {
        atOnce(() -> WishTables.write(connection, wishes));
    }

    /** The owner's stop stands until the owner resumes. */
    void storeOwnerStop(boolean stands) throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement("insert or replace into standing values (?, ?)")) {
            put.setString(1, OWNER_STOP);
            put.setBoolean(2, stands);
            put.executeUpdate();
        }
    }

    private boolean isOwnerStop() throws SQLException {
        try (PreparedStatement get =
                connection.prepareStatement("select value from standing where key = ?")) {
            get.setString(1, OWNER_STOP);
            try (ResultSet row = get.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Optional<Preferences> preferences() throws SQLException {
        TreeMap<String, String> values = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select key, value from preference")) {
            while (rows.next()) {
                values.put(rows.getString(1), rows.getString(2));
            }
        }
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Preferences initial = Preferences.INITIAL;
        Preferences.Mode mode =
                Preferences.Mode.valueOf(values.getOrDefault("mode", initial.mode().name()));
        Preferences stored =
                new Preferences(
                        mode,
                        Boolean.parseBoolean(values.getOrDefault("discharge-consent", "false")),
                        number(values.get("driving-reserve-deci-percent"), 300),
                        number(values.get("outage-reserve-deci-percent"), 500),
                        number(values.get("max-soc-deci-percent"), 1_000),
                        values.getOrDefault("language", initial.language()),
                        Preferences.Mode.valueOf(
                                values.getOrDefault("usual-mode", initial.usual().name())),
                        Week.parse(values.getOrDefault("week", "")));
        return PreferenceRules.problem(stored).isEmpty() ? Optional.of(stored) : Optional.empty();
    }

    private static int number(@Nullable String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }

    void store(Preferences p) throws SQLException {
        String[][] rows = {
            {"mode", p.mode().name()},
            {"discharge-consent", String.valueOf(p.dischargeConsent())},
            {"driving-reserve-deci-percent", String.valueOf(p.drivingReserveDeciPercent())},
            {"outage-reserve-deci-percent", String.valueOf(p.outageReserveDeciPercent())},
            {"max-soc-deci-percent", String.valueOf(p.maxSocDeciPercent())},
            {"language", p.language()},
            {"usual-mode", p.usual().name()},
            {"week", p.week().text()}
        };
        atOnce(
                () -> {
                    try (PreparedStatement put =
                            connection.prepareStatement(
                                    "insert or replace into preference values (?, ?)")) {
                        for (String[] row : rows) {
                            put.setString(1, row[0]);
                            put.setString(2, row[1]);
                            put.executeUpdate();
                        }
                    }
                });
    }

    /**
     * Counters between two durable writes: they outlive this process at once, and a power cut after
     * the next durable write.
     */
    void storeSoon(Snapshot.Totals totals, Snapshot.SessionFigures session) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma synchronous = normal");
            try {
                store(totals);
                if (session.number() > 0) {
                    store(session, true);
                }
            } finally {
                statement.execute("pragma synchronous = full");
            }
        }
    }

    private Snapshot.Totals totals() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select charged_wh, discharged_wh, sessions from total")) {
            return row.next()
                    ? new Snapshot.Totals(row.getLong(1), row.getLong(2), row.getLong(3))
                    : Kept.NOTHING.totals();
        }
    }

    void store(Snapshot.Totals totals) throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement("insert or replace into total values (1, ?, ?, ?)")) {
            put.setLong(1, totals.chargedWh());
            put.setLong(2, totals.dischargedWh());
            put.setLong(3, totals.sessions());
            put.executeUpdate();
        }
    }

    void store(Snapshot.SessionFigures session, boolean open) throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement(
                        "insert or replace into session values"
                                + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            put.setLong(1, session.number());
            put.setString(2, session.protocol());
            put.setString(3, session.service());
            put.setLong(4, session.startedMs());
            put.setLong(5, session.durationS());
            put.setLong(6, session.chargedWh());
            put.setLong(7, session.dischargedWh());
            put.setLong(8, session.firstEnergyMs());
            put.setInt(9, session.maxChargeW());
            put.setInt(10, session.maxDischargeW());
            put.setLong(11, session.loopMessages());
            put.setString(12, session.ended().name());
            put.setBoolean(13, session.orderly());
            put.setBoolean(14, open);
            put.executeUpdate();
        }
    }

    /** The latest sessions, newest first. */
    List<Snapshot.SessionFigures> sessions(int limit) throws SQLException {
        List<Snapshot.SessionFigures> sessions = new ArrayList<>();
        try (PreparedStatement get =
                connection.prepareStatement(
                        "select number, protocol, service, started_ms, duration_s, charged_wh,"
                                + " discharged_wh, first_energy_ms, max_charge_w, max_discharge_w,"
                                + " loop_messages, ended, orderly from session"
                                + " order by number desc limit ?")) {
            get.setInt(1, limit);
            try (ResultSet row = get.executeQuery()) {
                while (row.next()) {
                    sessions.add(session(row));
                }
            }
        }
        return List.copyOf(sessions);
    }

    private static Snapshot.SessionFigures session(ResultSet row) throws SQLException {
        return new Snapshot.SessionFigures(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9),
                row.getInt(10),
                row.getLong(11),
                Reason.valueOf(row.getString(12).toUpperCase(Locale.ROOT)),
                row.getBoolean(13));
    }

    private List<TripRecord> trips() throws SQLException {
        List<TripRecord> trips = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select code, wall_ms, cause from trip order by position")) {
            while (row.next()) {
                trips.add(
                        new TripRecord(
                                FaultCode.valueOf(row.getString(1)),
                                row.getLong(2),
                                row.getString(3)));
            }
        }
        return List.copyOf(trips);
    }

    void store(List<TripRecord> trips) throws SQLException {
        atOnce(
                () -> {
                    try (Statement statement = connection.createStatement();
                            PreparedStatement put =
                                    connection.prepareStatement(
                                            "insert into trip values (?, ?, ?, ?)")) {
                        statement.execute("delete from trip");
                        for (int i = 0; i < trips.size(); i++) {
                            put.setInt(1, i);
                            put.setString(2, trips.get(i).code().name());
                            put.setLong(3, trips.get(i).wallTimeMs());
                            put.setString(4, trips.get(i).cause());
                            put.executeUpdate();
                        }
                    }
                });
    }

    void store(EventLine line) throws SQLException {
        try (PreparedStatement put =
                        connection.prepareStatement(
                                "insert into event(wall_ms, kind, text) values (?, ?, ?)");
                PreparedStatement trim =
                        connection.prepareStatement(
                                "delete from event where id <= (select max(id) from event) - ?")) {
            put.setLong(1, line.wallTimeMs());
            put.setString(2, line.kind());
            put.setString(3, line.text());
            put.executeUpdate();
            trim.setInt(1, KEPT_EVENTS);
            trim.executeUpdate();
        }
    }

    /** The latest events, newest first. */
    List<EventLine> events(int limit) throws SQLException {
        List<EventLine> events = new ArrayList<>();
        try (PreparedStatement get =
                connection.prepareStatement(
                        "select wall_ms, kind, text from event order by id desc limit ?")) {
            get.setInt(1, limit);
            try (ResultSet row = get.executeQuery()) {
                while (row.next()) {
                    events.add(new EventLine(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return List.copyOf(events);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Several statements that count together. */
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void atOnce(Work work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            rollBack(e);
            throw e;
        }
    }

    /** A full disk has rolled back by itself; the first reason is the one to tell. */
    private void rollBack(SQLException why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
