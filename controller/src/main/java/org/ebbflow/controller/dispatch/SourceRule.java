package org.ebbflow.controller.dispatch;

import java.util.List;
import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Lease;
import org.ebbflow.controller.energy.Source;

/**
 * What holds of a source's wishes when it falls silent; one row per source. Local sources have no
 * row: they cannot fall silent.
 *
 * @param source whose rule
 * @param silentAfterNs without a sign of life for so long it counts as lost
 * @param exportAgeNs export that it asked for ends so long after its last sign of life; {@link
 *     Lease#FOREVER}: what runs goes on to its own end
 * @param dropsComingExport export that has not begun when it falls silent does not begin
 * @param dropsCapsInOutage its limits are void after an outage until it announces them again
 * @param fallbackAlways its fallback also holds between its events, not only when it is lost
 */
record SourceRule(
        Source source,
        long silentAfterNs,
        long exportAgeNs,
        boolean dropsComingExport,
        boolean dropsCapsInOutage,
        boolean fallbackAlways) {

    private static final long SECOND = 1_000_000_000L;

    /** An export setpoint without an end of its own outlives its source by this much. */
    static final long EXPORT_AGE_NS = 300 * SECOND;

    /** The rows: OCPP 2.1, OpenADR 3.1 user guide 8.10.1, IEEE 2030.5 (3 polls), watchdog, LPC. */
    private static final List<SourceRule> RULES =
            List.of(
                    new SourceRule(Source.OCPP, 60 * SECOND, EXPORT_AGE_NS, false, false, false),
                    new SourceRule(Source.OPENADR, 900 * SECOND, Lease.FOREVER, true, true, false),
                    new SourceRule(
                            Source.IEEE2030_5, 2_700 * SECOND, Lease.FOREVER, false, false, true),
                    new SourceRule(Source.INTEGRATOR, 60 * SECOND, 60 * SECOND, true, false, false),
                    new SourceRule(
                            Source.SITE_CAPACITY, 120 * SECOND, Lease.FOREVER, true, false, false));

    private static final SourceRule LOCAL =
            new SourceRule(Source.DEFAULT, Lease.FOREVER, Lease.FOREVER, false, false, false);

    /** The row of a source. */
    static SourceRule of(Source source) {
        for (SourceRule rule : RULES) {
            if (rule.source() == source) {
                return rule;
            }
        }
        return LOCAL;
    }

    /** Whether the source may announce events and fallbacks. */
    boolean announces() {
        return source != Source.DEFAULT;
    }

    /** The lease in force: an export without an end gets one, a charge ends with the session. */
    Directive ending(Directive directive) {
        return directive instanceof Directive.Target t
                        && announces()
                        && t.powerW() < 0
                        && t.lease().durationNs() == Lease.FOREVER
                ? new Directive.Target(
                        t.source(),
                        new Lease(t.lease().renewedNs(), EXPORT_AGE_NS),
                        t.rank(),
                        t.powerW())
                : directive;
    }
}
