package org.ebbflow.controller;

import org.ebbflow.controller.cycle.Inbox;
import org.ebbflow.controller.settings.Installation.Authorization;
import org.ebbflow.controller.vehicle.Answer;
import org.ebbflow.controller.vehicle.Ask;
import org.tinylog.Logger;

/**
 * Who lets a session charge. Free: everybody, at once. Panel: the owner's button, which the control
 * thread answers itself.
 */
final class Authorizer {

    private final Authorization authorization;
    private final Inbox inbox;

    Authorizer(Authorization authorization, Inbox inbox) {
        this.authorization = authorization;
        this.inbox = inbox;
    }

    void ask(Ask ask) {
        switch (ask) {
            case Ask.Authorize wanted -> {
                if (authorization == Authorization.FREE
                        && !inbox.answer(new Answer.Authorized(wanted.id()))) {
                    Logger.warn("authorization found no room, ask={}", wanted.id());
                }
            }
        }
    }
}
