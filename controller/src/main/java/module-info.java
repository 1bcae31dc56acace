/** Decisions and faces of the station; one control thread, pure steps. */
module org.ebbflow.controller {
    requires java.sql;
    requires static org.jspecify;
    requires org.ebbflow.hal;
    requires org.ebbflow.iso15118;
    requires org.ebbflow.boards;
    requires org.tinylog.api;
    requires org.tinylog.api.slf4j;
    requires org.tinylog.impl;
    requires org.xerial.sqlitejdbc;
    requires tools.jackson.databind;
    requires jdk.httpserver;

    exports org.ebbflow.controller.certificates;
    exports org.ebbflow.controller.cycle;
    exports org.ebbflow.controller.dispatch;
    exports org.ebbflow.controller.energy;
    exports org.ebbflow.controller.flight;
    exports org.ebbflow.controller.metering;
    exports org.ebbflow.controller.panel;
    exports org.ebbflow.controller.registers;
    exports org.ebbflow.controller.safety;
    exports org.ebbflow.controller.settings;
    exports org.ebbflow.controller.status;
    exports org.ebbflow.controller.store;
    exports org.ebbflow.controller.vehicle;
    exports org.ebbflow.controller.vehicle.chademo;
    exports org.ebbflow.controller.vehicle.iso15118;
    exports org.ebbflow.controller.vehicle.pilot;
}
