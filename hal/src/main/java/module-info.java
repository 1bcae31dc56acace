/** Everything that touches a wire, behind small ports and immutable records. */
module org.ebbflow.hal {
    requires static org.jspecify;
    requires com.fazecast.jSerialComm;
    requires j2mod;
    requires org.slf4j;
    requires org.tinylog.api;
    requires org.tomlj;

    exports org.ebbflow.hal;
    exports org.ebbflow.hal.board;
    exports org.ebbflow.hal.can;
    exports org.ebbflow.hal.clock;
    exports org.ebbflow.hal.device;
    exports org.ebbflow.hal.modbus;
    exports org.ebbflow.hal.net;
    exports org.ebbflow.hal.serial;

    // The flight recorder takes readings and commands apart and puts them together again.
    opens org.ebbflow.hal to
            org.ebbflow.controller;
    opens org.ebbflow.hal.board to
            org.ebbflow.controller;
}
