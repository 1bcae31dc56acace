package org.ebbflow.iso15118.secc.iso2;

import org.ebbflow.iso15118.message.iso2.BodyElement;
import org.ebbflow.iso15118.message.iso2.PowerDeliveryRes;
import org.ebbflow.iso15118.message.iso2.ResponseCode;
import org.ebbflow.iso15118.secc.CarFacts.Phase;
import org.ebbflow.iso15118.secc.Demand;
import org.ebbflow.iso15118.secc.Rest;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.secc.Timing;

/**
 * The car wants power off; the answer is held until the current is nearly 0.
 *
 * @param sinceNs monotonic instant of the request
 * @param renegotiates the car wants new parameters, not the end
 */
record PowerStopState(long sinceNs, boolean renegotiates) implements State2 {

    static Outcome2 begin(Session2 session, StationView view) {
        return new PowerStopState(view.nowNs(), false).observe(session, view);
    }

    static Outcome2 renegotiation(Session2 session, StationView view) {
        return new PowerStopState(view.nowNs(), true).observe(session, view);
    }

    @Override
    public Outcome2 handle(BodyElement request, Session2 session, StationView view) {
        return Outcome2.outOfSequence(request, this, session, view);
    }

    @Override
    public Outcome2 observe(Session2 session, StationView view) {
        boolean late = view.nowNs() - sinceNs >= Timing.HOLD_20_NS;
        if (!late && !Rest.isAtRest(view)) {
            return Outcome2.stay(this, session);
        }
        return Outcome2.answer(
                renegotiates
                        ? ParameterState.renegotiation(session, view)
                        : new AfterTransferState(sinceNs, false),
                session,
                new PowerDeliveryRes(ResponseCode.OK, session.status(view)));
    }

    @Override
    public Demand demand(Session2 session, StationView view) {
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
