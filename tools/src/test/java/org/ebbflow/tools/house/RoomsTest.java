package org.ebbflow.tools.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.ebbflow.hal.Board;
import org.ebbflow.hal.BoardCommand;
import org.junit.jupiter.api.Test;

/** Who may touch what, and which calls only adapters may make. */
final class RoomsTest {

    private static final String C = "org.ebbflow.controller.";
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.ebbflow");

    private static void room(String room, String... allowed) {
        String[] all = new String[allowed.length + 2];
        System.arraycopy(allowed, 0, all, 0, allowed.length);
        all[allowed.length] = room;
        all[allowed.length + 1] = "java..";
        DescribedPredicate<JavaClass> foreign =
                resideInAPackage("org.ebbflow..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(all)));
        ArchRule rule =
                noClasses()
                        .that()
                        .resideInAPackage(room)
                        .should()
                        .dependOnClassesThat(foreign)
                        .allowEmptyShould(true)
                        .as(room + " depends only on " + List.of(allowed));
        rule.check(HOUSE);
    }

    @Test
    void roomsDependOnlyOnTheirNeighbours() {
        room("org.ebbflow.iso15118..");
        room("org.ebbflow.hal..");
        room(C + "energy..");
        room(C + "settings..", "org.ebbflow.hal.board..");
        room(C + "vehicle..", C + "energy..", "org.ebbflow.hal", "org.ebbflow.iso15118..");
        room(C + "dispatch..", C + "energy..", C + "settings..", "org.ebbflow.hal");
        room(C + "safety..", C + "energy..", "org.ebbflow.hal");
        room(C + "metering..", C + "energy..", "org.ebbflow.hal");
        for (String face : List.of("panel", "registers")) {
            room(
                    C + face + "..",
                    C + "status..",
                    C + "energy..",
                    C + "settings..",
                    "org.ebbflow.hal");
        }
    }

    @Test
    void protocolLibraryUsesTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("org.ebbflow.iso15118..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.ebbflow.iso15118..",
                        "java..",
                        "javax.security.auth.x500",
                        "org.jspecify..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("org.ebbflow.iso15118..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.lang.reflect..")
                .check(HOUSE);
    }

    @Test
    void onlySafetyMakesCommandsAndOnlyItsPermitReachesTheBoard() {
        noClasses()
                .that()
                .resideInAPackage("org.ebbflow.controller..")
                .and()
                .resideOutsideOfPackage(C + "safety..")
                .should()
                .callConstructor(
                        BoardCommand.class,
                        long.class,
                        BoardCommand.Pilot.class,
                        boolean.class,
                        boolean.class,
                        BoardCommand.Stage.class,
                        BoardCommand.Insulation.class,
                        BoardCommand.Island.class)
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAnyPackage("org.ebbflow.controller..", "org.ebbflow.iso15118..")
                .and()
                .doNotHaveSimpleName("PermittedOutput")
                .should()
                .callMethod(Board.class, "apply", BoardCommand.class)
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("org.ebbflow..")
                .and()
                .resideOutsideOfPackage(C + "cycle..")
                .should()
                .callMethodWhere(
                        target(name("applyTo"))
                                .and(target(owner(resideInAPackage(C + "safety..")))))
                .check(HOUSE);
    }

    /** Decision code gets time and randomness as arguments and never waits. */
    @Test
    void decisionCodeReadsNoClockRollsNoDiceStartsNoThreadOpensNoSocket() {
        DescribedPredicate<JavaClass> decisions =
                JavaClass.Predicates.resideInAnyPackage(
                        "org.ebbflow.iso15118..",
                        C + "energy..",
                        C + "vehicle..",
                        C + "dispatch..",
                        C + "safety..",
                        C + "metering..",
                        C + "status..",
                        C + "settings..");
        noClasses().that(decisions).should().callMethod(System.class, "nanoTime").check(HOUSE);
        noClasses()
                .that(decisions)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
        noClasses().that(decisions).should().callMethod(Math.class, "random").check(HOUSE);
        noClasses()
                .that(decisions)
                .should()
                .callMethodWhere(
                        target(name("now")).and(target(owner(resideInAPackage("java.time..")))))
                .check(HOUSE);
        noClasses()
                .that(decisions)
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.security.SecureRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.channels..", "org.tinylog..")
                .check(HOUSE);
    }

    @Test
    void onlyTheLoopAndTheAssemblyReadTheClock() {
        noClasses()
                .that()
                .resideInAPackage(C + "cycle..")
                .and()
                .doNotHaveSimpleName("ControlLoop")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void onlyTheHalNamesDeviceLibraries() {
        noClasses()
                .that()
                .resideInAnyPackage("org.ebbflow.controller..", "org.ebbflow.iso15118..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.pi4j..", "com.fazecast..", "com.ghgande..")
                .check(HOUSE);
    }
}
