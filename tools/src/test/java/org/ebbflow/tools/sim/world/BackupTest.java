package org.ebbflow.tools.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the backup table, with the production cycle in virtual time. */
class BackupTest {

    static List<BackupCase> rows() {
        return BackupCase.all();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theHouseFaresAsTheTableSays(BackupCase row) {
        assertEquals(List.of(), BackupRun.of(row, 1).problems(), row.title());
    }
}
