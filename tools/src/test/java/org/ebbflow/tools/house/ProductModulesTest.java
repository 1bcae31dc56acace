package org.ebbflow.tools.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the product brings along: no simulator, no command line, nothing unexpected. */
final class ProductModulesTest {

    private static final List<String> EXPECTED =
            List.of(
                    "com.fasterxml.jackson.annotation",
                    "com.fazecast.jSerialComm",
                    "com.pi4j",
                    "com.pi4j.library.gpiod",
                    "com.pi4j.plugin.gpiod",
                    "j2mod",
                    "org.ebbflow.boards",
                    "org.ebbflow.controller",
                    "org.ebbflow.hal",
                    "org.ebbflow.iso15118",
                    "org.slf4j",
                    "org.tinylog.api",
                    "org.tinylog.api.slf4j",
                    "org.tinylog.impl",
                    "org.tomlj",
                    "org.xerial.sqlitejdbc",
                    "tools.jackson.core",
                    "tools.jackson.databind");

    @Test
    void productResolvesWithItsOwnLibrariesAndHoldsNoSimulator() throws IOException {
        List<Path> entries = new ArrayList<>();
        for (String module : List.of("controller", "hal", "iso15118", "board-configs")) {
            entries.add(Sources.ROOT.resolve(module).resolve("target/classes"));
        }
        try (Stream<Path> libraries = Files.list(Sources.ROOT.resolve("controller/target/lib"))) {
            libraries.filter(p -> p.toString().endsWith(".jar")).forEach(entries::add);
        }
        Configuration product =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(
                                ModuleFinder.of(entries.toArray(Path[]::new)),
                                ModuleFinder.ofSystem(),
                                Set.of("org.ebbflow.controller"));
        TreeSet<String> names = new TreeSet<>();
        for (ResolvedModule module : product.modules()) {
            names.add(module.name());
        }
        names.removeIf(n -> n.startsWith("java.") || n.startsWith("jdk."));
        assertEquals(EXPECTED, List.copyOf(names));
    }
}
