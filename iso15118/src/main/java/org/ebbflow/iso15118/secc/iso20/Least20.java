package org.ebbflow.iso15118.secc.iso20;

import org.ebbflow.iso15118.message.iso20.AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDReqEnergyTransferModeGroup;
import org.ebbflow.iso15118.message.iso20.BPT_AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.DC_CPDReqEnergyTransferModeGroup;
import org.ebbflow.iso15118.message.iso20.Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.message.iso20.Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.secc.CarLimits.Least;
import org.ebbflow.iso15118.secc.Plausible;
import org.jspecify.annotations.Nullable;

/**
 * The smallest power of the car in its messages; what is absent stays as it was.
 *
 * @source ISO 15118-20, EVMinimumChargePower, EVMinimumDischargePower and their currents
 */
final class Least20 {

    private Least20() {}

    static Least of(DC_CPDReqEnergyTransferModeGroup told, Plausible p) {
        return switch (told) {
            case DC_CPDReqEnergyTransferMode c ->
                    new Least(
                            DcMessages.power(p, c.evMinimumChargePower()),
                            DcMessages.current(p, c.evMinimumChargeCurrent()),
                            0,
                            0);
            case BPT_DC_CPDReqEnergyTransferMode b ->
                    new Least(
                            DcMessages.power(p, b.evMinimumChargePower()),
                            DcMessages.current(p, b.evMinimumChargeCurrent()),
                            DcMessages.power(p, b.evMinimumDischargePower()),
                            DcMessages.current(p, b.evMinimumDischargeCurrent()));
        };
    }

    static Least of(DC_CLReqControlMode told, Least was, Plausible p) {
        return switch (told) {
            case Dynamic_DC_CLReqControlMode d -> dc(d.evMinimumChargePower(), null, was, p);
            case Scheduled_DC_CLReqControlMode s -> dc(s.evMinimumChargePower(), null, was, p);
            case BPT_Dynamic_DC_CLReqControlMode d ->
                    dc(d.evMinimumChargePower(), d.evMinimumDischargePower(), was, p);
            case BPT_Scheduled_DC_CLReqControlMode s ->
                    dc(s.evMinimumChargePower(), s.evMinimumDischargePower(), was, p);
        };
    }

    private static Least dc(
            @Nullable RationalNumber charge,
            @Nullable RationalNumber discharge,
            Least was,
            Plausible p) {
        return new Least(
                DcMessages.powerOr(p, charge, was.chargeW()),
                was.chargeMa(),
                DcMessages.powerOr(p, discharge, was.dischargeW()),
                was.dischargeMa());
    }

    static Least of(AC_CPDReqEnergyTransferModeGroup told, Plausible p) {
        return switch (told) {
            case AC_CPDReqEnergyTransferMode c ->
                    ac(
                            AcMessages.total(
                                    p,
                                    c.evMinimumChargePower(),
                                    c.evMinimumChargePowerL2(),
                                    c.evMinimumChargePowerL3()),
                            0);
            case BPT_AC_CPDReqEnergyTransferMode b ->
                    ac(
                            AcMessages.total(
                                    p,
                                    b.evMinimumChargePower(),
                                    b.evMinimumChargePowerL2(),
                                    b.evMinimumChargePowerL3()),
                            AcMessages.total(
                                    p,
                                    b.evMinimumDischargePower(),
                                    b.evMinimumDischargePowerL2(),
                                    b.evMinimumDischargePowerL3()));
        };
    }

    static Least of(AC_CLReqControlMode told, Least was, Plausible p) {
        return switch (told) {
            case Dynamic_AC_CLReqControlMode d ->
                    ac(
                            AcMessages.total(
                                    p,
                                    d.evMinimumChargePower(),
                                    d.evMinimumChargePowerL2(),
                                    d.evMinimumChargePowerL3()),
                            was.dischargeW());
            case BPT_Dynamic_AC_CLReqControlMode d ->
                    ac(
                            AcMessages.total(
                                    p,
                                    d.evMinimumChargePower(),
                                    d.evMinimumChargePowerL2(),
                                    d.evMinimumChargePowerL3()),
                            AcMessages.total(
                                    p,
                                    d.evMinimumDischargePower(),
                                    d.evMinimumDischargePowerL2(),
                                    d.evMinimumDischargePowerL3()));
            case Scheduled_AC_CLReqControlMode s ->
                    s.evMinimumChargePower() == null
                            ? was
                            : ac(
                                    AcMessages.total(
                                            p,
                                            s.evMinimumChargePower(),
                                            s.evMinimumChargePowerL2(),
                                            s.evMinimumChargePowerL3()),
                                    was.dischargeW());
            case BPT_Scheduled_AC_CLReqControlMode s -> scheduled(s, was, p);
        };
    }

    private static Least scheduled(BPT_Scheduled_AC_CLReqControlMode s, Least was, Plausible p) {
        int chargeW =
                AcMessages.total(
                        p,
                        s.evMinimumChargePower(),
                        s.evMinimumChargePowerL2(),
                        s.evMinimumChargePowerL3());
        int dischargeW =
                AcMessages.total(
                        p,
                        s.evMinimumDischargePower(),
                        s.evMinimumDischargePowerL2(),
                        s.evMinimumDischargePowerL3());
        return ac(
                s.evMinimumChargePower() == null ? was.chargeW() : chargeW,
                s.evMinimumDischargePower() == null ? was.dischargeW() : dischargeW);
    }

    private static Least ac(int chargeW, int dischargeW) {
        return new Least(chargeW, 0, dischargeW, 0);
    }
}
