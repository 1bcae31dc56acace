package org.ebbflow.iso15118.session;

import java.util.List;
import org.ebbflow.iso15118.message.iso20.AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.AC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.AC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.BPT_AC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.BPT_Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.DC_CPDReqEnergyTransferMode;
import org.ebbflow.iso15118.message.iso20.DC_ChargeLoopReq;
import org.ebbflow.iso15118.message.iso20.DC_ChargeParameterDiscoveryReq;
import org.ebbflow.iso15118.message.iso20.DisplayParameters;
import org.ebbflow.iso15118.message.iso20.Dynamic_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Dynamic_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.EVAbsolutePriceSchedule;
import org.ebbflow.iso15118.message.iso20.EVEnergyOffer;
import org.ebbflow.iso15118.message.iso20.EVPowerSchedule;
import org.ebbflow.iso15118.message.iso20.EVPowerScheduleEntry;
import org.ebbflow.iso15118.message.iso20.EVPowerScheduleEntryList;
import org.ebbflow.iso15118.message.iso20.EVPriceRule;
import org.ebbflow.iso15118.message.iso20.EVPriceRuleStack;
import org.ebbflow.iso15118.message.iso20.EVPriceRuleStackList;
import org.ebbflow.iso15118.message.iso20.MessageHeader;
import org.ebbflow.iso15118.message.iso20.RationalNumber;
import org.ebbflow.iso15118.message.iso20.SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_AC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_DC_CLReqControlMode;
import org.ebbflow.iso15118.message.iso20.Scheduled_SEReqControlMode;
import org.ebbflow.iso15118.message.iso20.V2GMessage;

/**
 * What a public program says as a car of ISO 15118-20, in each of its services and control modes;
 * the values are its own, volts by the ten thousand among them.
 *
 * @source EcoG-io/iso15118: iso15118/evcc/states/iso15118_20_states.py,
 *     evcc/controller/simulator.py
 */
enum ForeignProgram20 {
    DC_DYNAMIC(2, true),
    DC_SCHEDULED(2, false),
    DC_BPT_DYNAMIC(6, true),
    DC_BPT_SCHEDULED(6, false),
    AC_DYNAMIC(1, true),
    AC_SCHEDULED(1, false),
    AC_BPT_DYNAMIC(5, true),
    AC_BPT_SCHEDULED(5, false);

    final int serviceId;
    final boolean dynamic;

    ForeignProgram20(int serviceId, boolean dynamic) {
        this.serviceId = serviceId;
        this.dynamic = dynamic;
    }

    boolean isDc() {
        return serviceId == 2 || serviceId == 6;
    }

    boolean isBidirectional() {
        return serviceId > 2;
    }

    V2GMessage parameters(MessageHeader header) {
        RationalNumber most = number(3, isDc() ? 300 : 11);
        RationalNumber least = number(0, 100);
        return switch (serviceId) {
            case 1 ->
                    new AC_ChargeParameterDiscoveryReq(
                            header,
                            new AC_CPDReqEnergyTransferMode(most, null, null, least, null, null));
            case 5 ->
                    new AC_ChargeParameterDiscoveryReq(
                            header,
                            new BPT_AC_CPDReqEnergyTransferMode(
                                    most, null, null, least, null, null, most, null, null, least,
                                    null, null));
            case 2 ->
                    new DC_ChargeParameterDiscoveryReq(
                            header,
                            new DC_CPDReqEnergyTransferMode(
                                    most,
                                    least,
                                    number(0, 300),
                                    number(0, 10),
                                    number(0, 1_000),
                                    number(0, 10),
                                    null));
            default ->
                    new DC_ChargeParameterDiscoveryReq(
                            header,
                            new BPT_DC_CPDReqEnergyTransferMode(
                                    most,
                                    least,
                                    number(0, 300),
                                    number(0, 10),
                                    number(0, 1_000),
                                    number(0, 10),
                                    null,
                                    number(3, 11),
                                    number(3, 1),
                                    number(0, 11),
                                    number(0, 0)));
        };
    }

    SEReqControlMode needs() {
        if (dynamic) {
            return new Dynamic_SEReqControlMode(
                    7_200,
                    30,
                    80,
                    number(3, 40),
                    number(1, 6_000),
                    number(0, -20_000),
                    number(0, 5_000),
                    number(0, 0));
        }
        EVPriceRule rule = new EVPriceRule(number(0, 0), number(0, 0));
        EVPowerScheduleEntry entry = new EVPowerScheduleEntry(3_600, number(3, -10));
        EVEnergyOffer offer =
                new EVEnergyOffer(
                        new EVPowerSchedule(0, new EVPowerScheduleEntryList(List.of(entry))),
                        new EVAbsolutePriceSchedule(
                                0,
                                "EUR",
                                "urn:iso:std:iso:15118:-20:PriceAlgorithm:1-Power",
                                new EVPriceRuleStackList(
                                        List.of(new EVPriceRuleStack(0, List.of(rule))))));
        return new Scheduled_SEReqControlMode(
                7_200L, number(3, 10), number(3, 20), number(-2, 5), offer);
    }

    V2GMessage loop(MessageHeader header) {
        DisplayParameters shown =
                new DisplayParameters(10, null, null, null, null, null, null, false, null, null);
        return isDc()
                ? new DC_ChargeLoopReq(header, shown, false, volts(), dc())
                : new AC_ChargeLoopReq(header, shown, false, ac());
    }

    /** What it tells as its inlet's and as its target voltage. */
    RationalNumber volts() {
        return number(3, 20);
    }

    private DC_CLReqControlMode dc() {
        RationalNumber most = number(3, 40);
        RationalNumber wild = number(3, 300);
        RationalNumber volts = number(3, 60);
        return switch (this) {
            case DC_DYNAMIC ->
                    new Dynamic_DC_CLReqControlMode(
                            null, most, volts, number(-2, 20), most, wild, most, wild, wild);
            case DC_BPT_DYNAMIC ->
                    new BPT_Dynamic_DC_CLReqControlMode(
                            null,
                            most,
                            volts,
                            number(-2, 20),
                            most,
                            wild,
                            most,
                            wild,
                            wild,
                            wild,
                            wild,
                            wild,
                            null,
                            null);
            case DC_SCHEDULED ->
                    new Scheduled_DC_CLReqControlMode(
                            null, null, null, most, volts, null, null, null, null, null);
            default ->
                    new BPT_Scheduled_DC_CLReqControlMode(
                            null, null, null, most, volts, null, null, null, null, null, null, null,
                            null);
        };
    }

    private AC_CLReqControlMode ac() {
        RationalNumber most = number(3, 300);
        RationalNumber active = number(3, 200);
        RationalNumber reactive = number(3, 20);
        return switch (this) {
            case AC_DYNAMIC ->
                    new Dynamic_AC_CLReqControlMode(
                            null,
                            number(3, 40),
                            number(3, 60),
                            number(3, -20),
                            most,
                            null,
                            null,
                            number(0, -100),
                            null,
                            null,
                            active,
                            null,
                            null,
                            reactive,
                            null,
                            null);
            case AC_BPT_DYNAMIC ->
                    new BPT_Dynamic_AC_CLReqControlMode(
                            2_000L,
                            number(3, 40),
                            number(3, 60),
                            number(3, -20),
                            most,
                            null,
                            null,
                            number(0, 100),
                            null,
                            null,
                            active,
                            null,
                            null,
                            reactive,
                            null,
                            null,
                            number(3, 11),
                            null,
                            null,
                            number(-3, 1),
                            null,
                            null,
                            null,
                            null);
            case AC_SCHEDULED ->
                    new Scheduled_AC_CLReqControlMode(
                            null, null, null, null, null, null, null, null, null, active, null,
                            null, null, null, null);
            default ->
                    new BPT_Scheduled_AC_CLReqControlMode(
                            null, null, null, null, null, null, null, null, null, active, null,
                            null, null, null, null, null, null, null, null, null, null);
        };
    }

    static RationalNumber number(int exponent, int value) {
        return new RationalNumber(exponent, value);
    }
}
