package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.ebbflow.tools.sim.world.Scenario.Vehicle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the backup table, with the production cycle in virtual time. */
class BackupTest {

    /** The CHAdeMO car has another battery, and tells its charge in whole percent. */
    private static final int RESERVE_DECI_PERCENT = 313;

    static List<BackupCase> rows() {
        return BackupCase.all();
    }

    /** All but the one in which a car that has finished is called: CHAdeMO has no call. */
    static List<BackupCase> rowsOfChademo() {
        return BackupCase.ofStage().stream()
                .filter(row -> !row.name().equals("black-start"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theHouseFaresAsTheTableSays(BackupCase row) {
        assertEquals(List.of(), BackupRun.of(row, 1).problems(), row.title());
    }

    /** The same house, supervisor and dispatch; only the car's protocol is another. */
    @ParameterizedTest
    @MethodSource("rowsOfChademo")
    void aChademoCarSuppliesTheHouseAsTheTableSays(BackupCase row) {
        int soc = row.name().equals("reserve") ? RESERVE_DECI_PERCENT : row.socDeciPercent();
        BackupCase known = row.with(Vehicle.CHADEMO, soc);
        assertEquals(List.of(), BackupRun.of(known, 1).problems(), row.title());
    }
}
