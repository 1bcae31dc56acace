package org.ebbflow.tools.sim.devices;

import java.util.Optional;
import org.ebbflow.tools.sim.devices.LivePlant.Outcome;
import org.ebbflow.tools.sim.devices.RegisterMap.Answer;
import org.ebbflow.tools.sim.devices.RegisterMap.Reply;
import org.ebbflow.tools.sim.devices.RegisterMap.Request;
import org.ebbflow.tools.sim.devices.RegisterMap.Seen;
import org.ebbflow.tools.sim.plant.DeviceFault;
import org.ebbflow.tools.sim.plant.Plant;

/** One device on a bus, with the fault its communication has now. */
final class DeviceSlot implements Breakable {

    private final LivePlant live;
    private final RegisterMap map;
    private volatile State state;

    /** The fault, and the plant at the moment it began. */
    private record State(DeviceFault fault, Plant since) {}

    DeviceSlot(LivePlant live, RegisterMap map) {
        this.live = live;
        this.map = map;
        this.state = new State(new DeviceFault.Sound(), live.now());
    }

    @Override
    public void fault(DeviceFault fault) {
        state = new State(fault, live.now());
    }

    @Override
    public DeviceFault fault() {
        return state.fault();
    }

    /**
     * What goes back on the wire.
     *
     * @param pdu the answer without address and checksum
     * @param delayMs how late it is
     * @param garbled whether checksum or header are wrong
     */
    record Sent(byte[] pdu, int delayMs, boolean garbled) {}

    /** The answer to a request, empty for silence. */
    Optional<Sent> handle(byte[] pdu) {
        State now = state;
        return switch (now.fault()) {
            case DeviceFault.Silent silent -> Optional.empty();
            case DeviceFault.Refusing refusing ->
                    Optional.of(sent(pdu, new Reply.Refused(refusing.exceptionCode()), 0));
            case DeviceFault.Frozen frozen -> Optional.of(sent(pdu, frozen(pdu, now), 0));
            case DeviceFault.Garbled garbled ->
                    Optional.of(new Sent(ModbusPdu.encode(pdu, served(pdu, 0)), 0, true));
            case DeviceFault.Slow slow -> Optional.of(sent(pdu, served(pdu, 0), slow.delayMs()));
            case DeviceFault.Offset offset ->
                    Optional.of(sent(pdu, served(pdu, offset.powerW()), 0));
            case DeviceFault.Sound sound -> Optional.of(sent(pdu, served(pdu, 0), 0));
        };
    }

    private static Sent sent(byte[] pdu, Reply reply, int delayMs) {
        return new Sent(ModbusPdu.encode(pdu, reply), delayMs, false);
    }

    private Reply served(byte[] pdu, int offsetW) {
        return switch (ModbusPdu.parse(pdu)) {
            case ModbusPdu.Parsed.Bad bad -> new Reply.Refused(bad.exceptionCode());
            case ModbusPdu.Parsed.Good good ->
                    live.exchange(plant -> exchange(plant, offsetW, good.request()));
            case ModbusPdu.Parsed.Bits bits ->
                    live.exchange(
                            plant -> {
                                Answer answer = map.bits(new Seen(plant, offsetW), bits.request());
                                return new Outcome<>(answer.reply(), answer.next());
                            });
        };
    }

    private Outcome<Reply> exchange(Plant plant, int offsetW, Request request) {
        Answer answer = map.answer(new Seen(plant, offsetW), request);
        return new Outcome<>(answer.reply(), answer.next());
    }

    /** Reads see the old plant; writes are judged against it and forgotten. */
    private Reply frozen(byte[] pdu, State now) {
        return switch (ModbusPdu.parse(pdu)) {
            case ModbusPdu.Parsed.Bad bad -> new Reply.Refused(bad.exceptionCode());
            case ModbusPdu.Parsed.Good good ->
                    map.remembers() && good.request() instanceof Request.Write
                            ? new Reply.Done()
                            : map.answer(new Seen(now.since(), 0), good.request()).reply();
            case ModbusPdu.Parsed.Bits bits ->
                    bits.request() instanceof RegisterMap.BitRequest.Write
                            ? new Reply.Done()
                            : map.bits(new Seen(now.since(), 0), bits.request()).reply();
        };
    }
}
