package org.ebbflow.controller.vehicle;

import org.ebbflow.controller.energy.Reason;

/** Answer to an {@link Ask}. */
public sealed interface Answer {

    long id();

    record Authorized(long id) implements Answer {}

    record Denied(long id, Reason why) implements Answer {}
}
