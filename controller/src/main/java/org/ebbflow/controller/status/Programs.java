package org.ebbflow.controller.status;

import java.util.List;
import org.ebbflow.controller.energy.EventStatus;

/**
 * What grid programs have announced, and the owner's word on it.
 *
 * @param events open ones and the latest closed ones, by source and name
 * @param exportHeld the owner forbids export until the car is unplugged
 */
public record Programs(List<EventStatus> events, boolean exportHeld) {

    public static final Programs NONE = new Programs(List.of(), false);
}
