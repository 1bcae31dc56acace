/** The ebbflow command: simulators, simulation tests, benchmarks and installer tools. */
module org.ebbflow.tools {
    requires static org.jspecify;
    requires org.ebbflow.boards;
    requires org.ebbflow.hal;
    requires org.ebbflow.iso15118;
    requires org.ebbflow.controller;
    requires info.picocli;
    requires java.net.http;
    requires jdk.httpserver;
    requires java.compiler;
    requires java.management;
    requires java.xml;
    requires jdk.management;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires j2mod;

    exports org.ebbflow.tools.cli;
    exports org.ebbflow.tools.bench;
    exports org.ebbflow.tools.exi;
    exports org.ebbflow.tools.plot;
    exports org.ebbflow.tools.pki;
    exports org.ebbflow.tools.sim.can;
    exports org.ebbflow.tools.sim.devices;
    exports org.ebbflow.tools.sim.mutants;
    exports org.ebbflow.tools.sim.page;
    exports org.ebbflow.tools.sim.plant;
    exports org.ebbflow.tools.sim.pty;
    exports org.ebbflow.tools.vehicle;
    exports org.ebbflow.tools.vehicle.chademo;
    exports org.ebbflow.tools.sim.world;

    opens org.ebbflow.tools.demo to
            info.picocli;
    opens org.ebbflow.tools.cli to
            info.picocli;
    opens org.ebbflow.tools.bench to
            info.picocli;
    opens org.ebbflow.tools.commission to
            info.picocli,
            tools.jackson.databind;
    opens org.ebbflow.tools.exi to
            info.picocli;
    opens org.ebbflow.tools.pki to
            info.picocli;
}
