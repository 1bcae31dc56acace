package org.ebbflow.iso15118.secc.iso2;

import java.util.List;
import org.ebbflow.iso15118.message.iso2.PhysicalValue;
import org.ebbflow.iso15118.message.iso2.SelectedService;
import org.ebbflow.iso15118.message.iso2.Service;
import org.ebbflow.iso15118.message.iso2.ServiceCategory;
import org.ebbflow.iso15118.message.iso2.ServiceDiscoveryReq;
import org.ebbflow.iso15118.message.iso2.ServiceList;
import org.ebbflow.iso15118.secc.CarLimits;
import org.ebbflow.iso15118.secc.Plausible;
import org.ebbflow.iso15118.secc.Plausible.Quantity;
import org.ebbflow.iso15118.secc.StationView;
import org.ebbflow.iso15118.wire.Physical;

/**
 * Discharge within ISO 15118-2 DC: two services beside charging, and values whose sign is the
 * direction.
 *
 * @source SAE J2847/2 as public stations write it: service 28472 supplies a house, 28473 the grid;
 *     negative values in ChargeParameterDiscovery and CurrentDemand (EVerest, EvseV2G)
 */
final class TwoWay2 {

    private static final int TO_HOUSE = 28_472;
    private static final int TO_GRID = 28_473;

    private TwoWay2() {}

    /** Whether this station would let a car give energy in this session. */
    static boolean isOffered(Session2 session, StationView view) {
        return session.isDc() && !session.isDin() && view.offer().dischargeOffered();
    }

    /**
     * Whether the car asks for services of this kind. To others they are not listed: cars exist
     * that know the ids 1 to 4 only and take a list with another for malformed. A car that asks for
     * details of them, or selects them, has them without the list too.
     *
     * @source EcoG-io/iso15118, iso15118/shared/messages/iso15118_2/datatypes.py, type ServiceID
     */
    static boolean isAskedFor(ServiceDiscoveryReq asked) {
        return asked.serviceScope() == null
                && asked.serviceCategory() == ServiceCategory.OtherCustom;
    }

    static boolean isId(int serviceId) {
        return serviceId == TO_HOUSE || serviceId == TO_GRID;
    }

    static boolean isSelected(List<SelectedService> services) {
        return services.stream().anyMatch(s -> isId(s.serviceId()));
    }

    static ServiceList services() {
        return new ServiceList(List.of(service(TO_GRID, "V2G"), service(TO_HOUSE, "V2H")));
    }

    private static Service service(int id, String name) {
        return new Service(id, name, ServiceCategory.OtherCustom, null, true);
    }

    /** Limits with another current; below 0 it is one of discharge. */
    static CarLimits withCurrent(CarLimits was, PhysicalValue told, Plausible p) {
        int toldMa = p.signed(Quantity.CURRENT_MA, Physical.milli(told));
        return new CarLimits(
                was.minVoltageMv(),
                was.maxVoltageMv(),
                toldMa >= 0 ? toldMa : was.maxChargeMa(),
                toldMa < 0 ? -toldMa : was.maxDischargeMa(),
                was.maxChargeW(),
                was.maxDischargeW());
    }

    /** Limits with another power; below 0 it is one of discharge. */
    static CarLimits withPower(CarLimits was, PhysicalValue told, Plausible p) {
        int toldW = p.signed(Quantity.POWER_W, Physical.whole(told));
        return new CarLimits(
                was.minVoltageMv(),
                was.maxVoltageMv(),
                was.maxChargeMa(),
                was.maxDischargeMa(),
                toldW >= 0 ? toldW : was.maxChargeW(),
                toldW < 0 ? -toldW : was.maxDischargeW());
    }

    /** A car that asks to give current allows at least that. */
    static CarLimits allowing(CarLimits was, int askedMa, StationView view) {
        if (askedMa >= 0) {
            return was;
        }
        int givenMa = Math.max(was.maxDischargeMa(), -askedMa);
        long givenW = (long) givenMa * view.measured().voltageMv() / 1_000_000;
        return new CarLimits(
                was.minVoltageMv(),
                was.maxVoltageMv(),
                was.maxChargeMa(),
                givenMa,
                was.maxChargeW(),
                (int) Math.max(was.maxDischargeW(), givenW));
    }
}
