package org.ebbflow.controller.registers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ebbflow.controller.energy.Source;
import org.ebbflow.controller.settings.Installation.Supply;
import org.ebbflow.controller.status.Intent;
import org.ebbflow.controller.status.Snapshot;

/**
 * The whole face as one pure step: request and snapshot in, answer and intents out. Modbus counts
 * addresses from 0; FC3 and FC4 answer the same.
 */
final class RegisterMap {

    static final int ILLEGAL_FUNCTION = 1;
    static final int DEVICE_FAILURE = 4;

    private static final int READ_HOLDING = 3;
    private static final int READ_INPUT = 4;
    private static final int WRITE_ONE = 6;
    private static final int WRITE_MANY = 16;
    private static final int MAX_READ = 125;
    private static final int MAX_WRITE = 123;
    private static final long RENEW_EVERY_NS = 500_000_000L;

    private final Supply supply;
    private final SunSpecBlock sunSpec;

    RegisterMap(Supply supply, String serial) {
        this.supply = supply;
        this.sunSpec = new SunSpecBlock(serial);
    }

    /**
     * @param next control values once the intents were accepted
     * @param answer the answer's PDU
     * @param intents in order; a refusal of any turns the answer into "busy"
     */
    record Step(Control next, byte[] answer, List<Intent> intents) {}

    /**
     * One request.
     *
     * @param pdu function code and data, at least one byte
     * @param client who asks: the lease is bound to it
     */
    Step step(Control control, byte[] pdu, String client, Snapshot snapshot, long nowNs) {
        Control present = control.at(nowNs, View.isOwnerOverride(snapshot));
        View view = new View(snapshot, supply, present, nowNs);
        int function = pdu[0] & 0xFF;
        Step done =
                switch (function) {
                    case READ_HOLDING, READ_INPUT -> read(view, pdu);
                    case WRITE_ONE, WRITE_MANY -> write(view, pdu, client);
                    default -> refuse(view, function, ILLEGAL_FUNCTION);
                };
        return renewed(done, view, client);
    }

    private Step read(View view, byte[] pdu) {
        int function = pdu[0] & 0xFF;
        if (pdu.length != 5) {
            return refuse(view, function, Writes.ILLEGAL_VALUE);
        }
        int address = u16(pdu, 1);
        int count = u16(pdu, 3);
        if (count < 1 || count > MAX_READ) {
            return refuse(view, function, Writes.ILLEGAL_VALUE);
        }
        for (Image image : images(view, address)) {
            if (image.covers(address, count)) {
                return new Step(
                        view.control(), values(function, image.read(address, count)), List.of());
            }
        }
        return refuse(view, function, Writes.ILLEGAL_ADDRESS);
    }

    private List<Image> images(View view, int address) {
        if (address >= SunSpecLayout.BASE) {
            return List.of(sunSpec.chain(view));
        }
        return address >= EvseBlock.CONTROL
                ? List.of(EvseBlock.control(view.control()))
                : List.of(EvseBlock.status(view));
    }

    private Step write(View view, byte[] pdu, String client) {
        int function = pdu[0] & 0xFF;
        boolean many = function == WRITE_MANY;
        if (pdu.length < (many ? 6 : 5)) {
            return refuse(view, function, Writes.ILLEGAL_VALUE);
        }
        int count = many ? u16(pdu, 3) : 1;
        boolean length =
                many
                        ? (pdu[5] & 0xFF) == 2 * count && pdu.length == 6 + 2 * count
                        : pdu.length == 5;
        if (count < 1 || count > MAX_WRITE || !length) {
            return refuse(view, function, Writes.ILLEGAL_VALUE);
        }
        if (view.isDead()) {
            return refuse(view, function, DEVICE_FAILURE);
        }
        short[] words = new short[count];
        for (int i = 0; i < count; i++) {
            words[i] = (short) u16(pdu, many ? 6 + 2 * i : 3);
        }
        Writes writes = new Writes(view, client);
        int code = writes.apply(u16(pdu, 1), words);
        if (code != Writes.OK) {
            return refuse(view, function, code);
        }
        return new Step(writes.control(), echo(pdu), intents(view, writes, client));
    }

    private static List<Intent> intents(View view, Writes writes, String client) {
        Control next = writes.control();
        boolean holds = next.lease().filter(h -> h.client().equals(client)).isPresent();
        Control live = holds ? next.renewed(view.nowNs()) : next;
        int ratedW =
                Math.max(
                        view.snapshot().ratings().maxChargeW(),
                        view.snapshot().ratings().maxDischargeW());
        boolean changed = !wishes(view.control(), ratedW).equals(wishes(next, ratedW));
        List<Intent> intents = new ArrayList<>(writes.commands());
        if (changed && holds) {
            intents.addAll(Wishes.of(live, ratedW));
        }
        return intents;
    }

    /** What is wished, without when. */
    private static List<Intent> wishes(Control control, int ratedW) {
        return Wishes.of(control.renewed(0), ratedW);
    }

    /** Any valid request of the holder is a sign of life. */
    private static Step renewed(Step step, View view, String client) {
        boolean valid = (step.answer()[0] & 0x80) == 0;
        boolean holder = step.next().lease().filter(h -> h.client().equals(client)).isPresent();
        if (!valid || !holder) {
            return step;
        }
        boolean due = view.nowNs() - step.next().renewedNs() >= RENEW_EVERY_NS;
        boolean directs = step.intents().stream().anyMatch(i -> i instanceof Intent.Direct);
        if (!due && !directs) {
            return step;
        }
        List<Intent> intents = new ArrayList<>(step.intents());
        if (!directs) {
            intents.add(new Intent.Renew(Source.INTEGRATOR));
        }
        return new Step(step.next().renewed(view.nowNs()), step.answer(), intents);
    }

    private static Step refuse(View view, int function, int code) {
        return new Step(view.control(), exception(function, code), List.of());
    }

    /** Exception answer. */
    static byte[] exception(int function, int code) {
        return new byte[] {(byte) (function | 0x80), (byte) code};
    }

    private static byte[] values(int function, short[] words) {
        byte[] answer = new byte[2 + 2 * words.length];
        answer[0] = (byte) function;
        answer[1] = (byte) (2 * words.length);
        for (int i = 0; i < words.length; i++) {
            answer[2 + 2 * i] = (byte) (words[i] >> 8);
            answer[3 + 2 * i] = (byte) words[i];
        }
        return answer;
    }

    private static byte[] echo(byte[] pdu) {
        return Arrays.copyOf(pdu, 5);
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
