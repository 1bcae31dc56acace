package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.Rest;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;

/**
 * The car wants power off; the answer is held until the current is nearly 0.
 *
 * @param sinceNs monotonic instant of the request
 */
record PowerStopState(long sinceNs) implements Iso20State {

    static Outcome begin(Session20 session, StationView view) {
        return new PowerStopState(view.nowNs()).observe(session, view);
    }

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        return Outcome.outOfSequence(request, this, session, view);
    }

    @Override
    public Outcome observe(Session20 session, StationView view) {
        boolean late = view.nowNs() - sinceNs >= Timing.HOLD_20_NS;
        if (!late && !Rest.isAtRest(view)) {
            return Outcome.stay(this, session);
        }
        PowerDeliveryRes response =
                new PowerDeliveryRes(session.header(view), ResponseCode.OK, session.status(view));
        return Outcome.answer(new AfterTransferState(sinceNs, false), session, response);
    }

    @Override
    public Demand demand(Session20 session, StationView view) {
        return new Demand.RampDown();
    }

    @Override
    public boolean holdsAnswer() {
        return true;
    }

    @Override
    public boolean tellsStop() {
        return true;
    }

    @Override
    public Phase phase() {
        return Phase.STOPPING;
    }
}
