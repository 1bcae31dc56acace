package org.ebbflow.controller.status;

/**
 * What people should know of the station's certificates.
 *
 * @param level how urgent it is
 * @param name which certificates, or the sentence why they are refused
 * @param daysLeft whole days until the first of them ends; 0 when refused or none
 */
public record CertificateNotice(Level level, String name, long daysLeft) {

    /** No store is configured. */
    public static final CertificateNotice NONE = new CertificateNotice(Level.NONE, "", 0);

    /** How urgent it is. */
    public enum Level {
        NONE,
        GOOD,
        /** Some end within six weeks. */
        SOON,
        /** Some are expired or otherwise unusable, and not used. */
        REFUSED
    }
}
