package org.ebbflow.controller.status;

import org.ebbflow.controller.energy.Directive;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation;
import org.ebbflow.controller.settings.Preferences;

/** What a face wants; imperative. The control thread answers each with a {@link Reply}. */
public sealed interface Intent {

    /** Who wants it. */
    Source by();

    /**
     * Sets or renews one directive of its source (a source holds at most one directive of each
     * kind).
     */
    record Direct(Directive directive) implements Intent {
        @Override
        public Source by() {
            return directive.source();
        }
    }

    /** Gives back all directives of the source. */
    record Release(Source by) implements Intent {}

    /** The source's holder is alive: renews its leases without changing a value. */
    record Renew(Source by) implements Intent {}

    /** Stop energy and end the session in good order; stays until {@link Resume}. */
    record Stop(Source by) implements Intent {}

    /** Takes back a {@link Stop}. */
    record Resume(Source by) implements Intent {}

    /**
     * The person or back-end behind the source allows the waiting session. @param token identity,
     * may be empty
     */
    record Authorize(Source by, String token) implements Intent {}

    /** The person behind the source does not allow the waiting session; it ends. */
    record Deny(Source by) implements Intent {}

    /** New preferences, already validated and durable; swapped at this cycle's boundary. */
    record Prefer(Source by, Preferences preferences) implements Intent {}

    /**
     * A changed site file, already validated and durable; swapped at this cycle's boundary. What
     * tightens acts at once, what loosens is reached by the ramp.
     */
    record Install(Source by, Installation site) implements Intent {}

    /** Acknowledges latched trips whose cause is gone. */
    record AcknowledgeTrips(Source by) implements Intent {}

    /**
     * Leave the grid and supply the house, or come back: the owner's test, and another try where an
     * island has ended.
     */
    record OffGrid(Source by, boolean wanted) implements Intent {}

    /** The process is going down: end the session in good order. */
    record Shutdown(Source by) implements Intent {}
}
