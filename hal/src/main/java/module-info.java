/** Everything that touches a wire, behind small ports and immutable records. */
module org.ebbflow.hal {
    requires static org.jspecify;
    requires org.tinylog.api;
    requires org.tomlj;

    exports org.ebbflow.hal;
    exports org.ebbflow.hal.board;
    exports org.ebbflow.hal.net;
}
