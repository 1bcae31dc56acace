package org.ebbflow.iso15118.sdp;

/** What a discovery message says about security. @source ISO 15118-2 Table 15 */
public enum SdpSecurity {
    TLS(0x00),
    PLAIN(0x10);

    private final int code;

    SdpSecurity(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
