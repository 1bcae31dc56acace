/**
 * Vehicle-to-grid protocol library, sans-I/O: bytes in, bytes out; time and randomness are
 * arguments.
 */
module org.ebbflow.iso15118 {
    requires static org.jspecify;
}
