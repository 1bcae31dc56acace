package org.ebbflow.iso15118.secc.iso20;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ebbflow.iso15118.message.iso20.Parameter;
import org.ebbflow.iso15118.message.iso20.ParameterSet;
import org.ebbflow.iso15118.message.iso20.ParameterValue;
import org.ebbflow.iso15118.message.iso20.ResponseCode;
import org.ebbflow.iso15118.message.iso20.Service;
import org.ebbflow.iso15118.message.iso20.ServiceDetailReq;
import org.ebbflow.iso15118.message.iso20.ServiceDetailRes;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.ServiceDiscoveryRes;
import org.ebbflow.iso15118.message.iso20.ServiceIDList;
import org.ebbflow.iso15118.message.iso20.ServiceList;
import org.ebbflow.iso15118.message.iso20.ServiceParameterList;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionReq;
import org.ebbflow.iso15118.message.iso20.ServiceSelectionRes;
import org.ebbflow.iso15118.message.iso20.V2GRequest;
import org.ebbflow.iso15118.secc.CarFacts;
import org.ebbflow.iso15118.secc.EndReason;
import org.ebbflow.iso15118.secc.SeccEvent;
import org.ebbflow.iso15118.secc.StationView;

/**
 * Discovery, details and selection of the energy service.
 *
 * @param discovered the list has been told
 * @param detailed at least one service's details have been told
 */
record ServiceState(boolean discovered, boolean detailed) implements Iso20State {

    static final ServiceState START = new ServiceState(false, false);

    /** Connector parameter: 2 = DC, 1 and 3 = AC single and three phase. */
    private static final int CONNECTOR_DC_EXTENDED = 2;

    private static final int GRID_FOLLOWING = 1;
    private static final int GRID_FORMING = 2;
    private static final int ISLANDING_ACTIVE = 1;

    /** What forms the grid does not search for its loss. */
    private static final int ISLANDING_PASSIVE = 2;

    @Override
    public Outcome handle(V2GRequest request, Session20 session, StationView view) {
        if (!discovered && request instanceof ServiceDiscoveryReq r) {
            return discover(r, session, view);
        }
        if (discovered && request instanceof ServiceDetailReq r) {
            return detail(r, session, view);
        }
        return detailed && request instanceof ServiceSelectionReq r
                ? select(r, session, view)
                : Outcome.outOfSequence(request, this, session, view);
    }

    private static List<Service20> offered(Session20 session, StationView view) {
        return Service20.offered(session.config().supply(), view.offer().dischargeOffered());
    }

    private static Outcome discover(
            ServiceDiscoveryReq request, Session20 session, StationView view) {
        ServiceIDList filter = request.supportedServiceIDs();
        List<Service> list = new ArrayList<>(2);
        for (Service20 service : offered(session, view)) {
            if (filter == null || filter.serviceId().contains(service.id())) {
                list.add(new Service(service.id(), false));
            }
        }
        if (list.isEmpty()) {
            offered(session, view).forEach(s -> list.add(new Service(s.id(), false)));
        }
        ServiceDiscoveryRes response =
                new ServiceDiscoveryRes(
                        session.header(view), ResponseCode.OK, true, new ServiceList(list), null);
        Session20.Told told =
                new Session20.Told(view.offer().dischargeOffered(), Optional.empty(), false);
        return Outcome.answer(new ServiceState(true, false), session.with(told), response);
    }

    private Outcome detail(ServiceDetailReq request, Session20 session, StationView view) {
        Optional<Service20> service = offeredService(request.serviceId(), session, view);
        if (service.isEmpty()) {
            return Outcome.refuse(
                    new Outcome.Refused(
                            request,
                            ResponseCode.FAILED_ServiceIDInvalid,
                            EndReason.SERVICE_NOT_OFFERED),
                    this,
                    session,
                    view);
        }
        List<ParameterSet> sets = new ArrayList<>(6);
        if (isFormingOffered(service.get(), view)) {
            for (ControlMode mode : ControlMode.values()) {
                sets.add(parameters(service.get(), mode, true, view));
            }
        }
        for (ControlMode mode : ControlMode.values()) {
            sets.add(parameters(service.get(), mode, false, view));
        }
        ServiceDetailRes response =
                new ServiceDetailRes(
                        session.header(view),
                        ResponseCode.OK,
                        request.serviceId(),
                        new ServiceParameterList(sets));
        return Outcome.answer(new ServiceState(true, true), session, response);
    }

    /** A house that is to hang on the car: the grid-forming sets come first. */
    private static boolean isFormingOffered(Service20 service, StationView view) {
        return service == Service20.AC_BPT && view.offer().ac().house().offersForming();
    }

    private static ParameterSet parameters(
            Service20 service, ControlMode mode, boolean forming, StationView view) {
        List<Parameter> list = new ArrayList<>(8);
        int voltageV = view.offer().ac().nominalVoltageMv() / 1000;
        int connector =
                service.isDc() ? CONNECTOR_DC_EXTENDED : view.offer().ac().phases() == 1 ? 1 : 2;
        add(list, "Connector", connector);
        add(list, "ControlMode", mode.controlMode());
        if (!service.isDc()) {
            add(list, "EVSENominalVoltage", voltageV);
        }
        add(list, "MobilityNeedsMode", mode.mobilityNeedsMode());
        add(list, "Pricing", mode.pricing());
        if (service.isBidirectional()) {
            add(list, "BPTChannel", 1);
            add(list, "GeneratorMode", forming ? GRID_FORMING : GRID_FOLLOWING);
            if (!service.isDc()) {
                add(
                        list,
                        "GridCodeIslandingDetectionMethod",
                        forming ? ISLANDING_PASSIVE : ISLANDING_ACTIVE);
            }
        }
        return new ParameterSet(mode.parameterSetId(forming), list);
    }

    private static void add(List<Parameter> list, String name, int value) {
        list.add(new Parameter(name, new ParameterValue.IntValue(value)));
    }

    private Outcome select(ServiceSelectionReq request, Session20 session, StationView view) {
        int id = request.selectedEnergyTransferService().serviceId();
        int set = request.selectedEnergyTransferService().parameterSetId();
        Optional<Service20> service = offeredService(id, session, view);
        Optional<ControlMode> mode = ControlMode.ofParameterSet(set);
        boolean forms = ControlMode.isForming(set);
        boolean offered = service.isPresent() && isFormingOffered(service.get(), view);
        if (service.isEmpty() || mode.isEmpty() || forms && !offered) {
            return Outcome.refuse(
                    new Outcome.Refused(
                            request,
                            ResponseCode.FAILED_ServiceSelectionInvalid,
                            EndReason.SERVICE_NOT_OFFERED),
                    this,
                    session,
                    view);
        }
        Session20 chosen = session.with(service.get(), mode.get());
        Session20 selected = chosen.with(said(forms, chosen, view));
        return Outcome.answer(
                        new ParameterState(),
                        selected,
                        new ServiceSelectionRes(selected.header(view), ResponseCode.OK))
                .with(new SeccEvent.ServiceSelected(selected.car().service()));
    }

    /** A car that charges only, or follows a grid where it might form one, has declined. */
    private static CarFacts said(boolean forms, Session20 session, StationView view) {
        boolean asked = view.offer().dischargeOffered() && isFormingOffered(Service20.AC_BPT, view);
        CarFacts.Forming before = session.car().forming();
        boolean over = before == CarFacts.Forming.CHOSEN;
        return session.car()
                .with(
                        forms
                                ? CarFacts.Forming.CHOSEN
                                : asked
                                        ? CarFacts.Forming.DECLINED
                                        : over ? CarFacts.Forming.NOT_ASKED : before);
    }

    private static Optional<Service20> offeredService(int id, Session20 session, StationView view) {
        return Service20.ofId(id).filter(offered(session, view)::contains);
    }
}
