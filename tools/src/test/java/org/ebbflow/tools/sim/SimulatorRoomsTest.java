package org.ebbflow.tools.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Simulators know the definitions, not the product: one wrong address must not pass on both sides.
 */
final class SimulatorRoomsTest {

    private static final JavaClasses SIMULATORS =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(
                            "org.ebbflow.tools.sim.plant",
                            "org.ebbflow.tools.sim.devices",
                            "org.ebbflow.tools.sim.pty",
                            "org.ebbflow.tools.sim.page");

    @Test
    void simulatedDevicesKnowNothingOfTheProduct() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.ebbflow.hal..",
                        "org.ebbflow.boards..",
                        "org.ebbflow.controller..",
                        "org.ebbflow.iso15118..",
                        "com.ghgande.j2mod..")
                .check(SIMULATORS);
    }

    @Test
    void thePlantReadsNoClockAndStartsNoThread() {
        noClasses()
                .that()
                .resideInAPackage("org.ebbflow.tools.sim.plant")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.time..", "java.util.concurrent..", "java.net..", "java.io..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class)
                .check(SIMULATORS);
    }
}
