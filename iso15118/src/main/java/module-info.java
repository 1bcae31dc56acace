/**
 * Vehicle-to-grid protocol library, sans-I/O: bytes in, bytes out; time and randomness are
 * arguments.
 */
module org.ebbflow.iso15118 {
    requires static org.jspecify;

    exports org.ebbflow.iso15118.sdp;
    exports org.ebbflow.iso15118.evcc;
    exports org.ebbflow.iso15118.secc;
    exports org.ebbflow.iso15118.security;
    exports org.ebbflow.iso15118.wire;
    exports org.ebbflow.iso15118.v2gtp;
    exports org.ebbflow.iso15118.exi;
    exports org.ebbflow.iso15118.schema;
    exports org.ebbflow.iso15118.message;
    exports org.ebbflow.iso15118.message.din;
    exports org.ebbflow.iso15118.message.iso2;
    exports org.ebbflow.iso15118.message.iso20;
    exports org.ebbflow.iso15118.message.sap;
    exports org.ebbflow.iso15118.message.xmldsig;

    // The flight recorder takes the states of a session apart and puts them together again.
    opens org.ebbflow.iso15118.secc to
            org.ebbflow.controller;
    opens org.ebbflow.iso15118.secc.iso2 to
            org.ebbflow.controller;
    opens org.ebbflow.iso15118.secc.iso20 to
            org.ebbflow.controller;
    opens org.ebbflow.iso15118.message to
            org.ebbflow.controller;
    opens org.ebbflow.iso15118.message.iso2 to
            org.ebbflow.controller;
    opens org.ebbflow.iso15118.message.iso20 to
            org.ebbflow.controller;
    opens org.ebbflow.iso15118.v2gtp to
            org.ebbflow.controller;
    opens org.ebbflow.iso15118.wire to
            org.ebbflow.controller;
}
