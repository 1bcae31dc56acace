package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.AuthorizationSetupReq;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.StationView;

/**
 * A paused session was joined: service and authorization still stand, so the car goes on with its
 * parameters; one that starts over from authorization or from the services may.
 *
 * @source ISO 15118-20, session set-up with an old session
 */
record ResumedState() implements Iso20State {

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        boolean wasAuthorized = !session.car().service().isEmpty();
        if (request instanceof AuthorizationSetupReq || !wasAuthorized) {
            return new AuthorizationSetupState().handle(request, session, view);
        }
        return request instanceof ServiceDiscoveryReq
                ? ServiceState.START.handle(request, session, view)
                : new ParameterState().handle(request, session, view);
    }
}
