/**
 * Vehicle-to-grid protocol library, sans-I/O: bytes in, bytes out; time and randomness are
 * arguments.
 */
module org.ebbflow.iso15118 {
    requires static org.jspecify;

    exports org.ebbflow.iso15118.sdp;
    exports org.ebbflow.iso15118.secc;
    exports org.ebbflow.iso15118.v2gtp;
}
