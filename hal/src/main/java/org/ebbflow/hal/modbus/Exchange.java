package org.ebbflow.hal.modbus;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.AbstractModbusTransport;
import com.ghgande.j2mod.modbus.msg.ExceptionResponse;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.ReadCoilsResponse;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesResponse;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersResponse;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersResponse;
import com.ghgande.j2mod.modbus.msg.WriteCoilRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleCoilsRequest;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.WriteSingleRegisterRequest;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.util.BitVector;
import java.util.Arrays;
import java.util.List;

/**
 * One request and its checked answer over a j2mod transport; j2mod's own transactions are not used
 * because they sleep and repeat.
 */
final class Exchange {
    private Exchange() {}

    /**
     * Sends and receives once.
     *
     * @param id transaction id of Modbus TCP, ignored on a serial line
     */
    static int[] run(AbstractModbusTransport transport, Transaction transaction, int id)
            throws BusFault, ModbusIOException {
        ModbusRequest request = request(transaction);
        request.setUnitID(transaction.unit());
        request.setTransactionID(id);
        transport.writeRequest(request);
        ModbusResponse response = transport.readResponse();
        if (response.getUnitID() != transaction.unit()) {
            throw garbled(transaction, "answered as unit " + response.getUnitID());
        }
        boolean tcp = !request.isHeadless();
        if (tcp && response.getProtocolID() != 0) {
            throw garbled(transaction, "sent a frame that is not Modbus");
        }
        if (tcp && response.getTransactionID() != id) {
            throw garbled(transaction, "answered another request");
        }
        if (response instanceof ExceptionResponse refused) {
            throw new BusFault(BusFault.Kind.REFUSED, refusal(transaction, refused));
        }
        return values(transaction, request, response);
    }

    private static ModbusRequest request(Transaction transaction) {
        return switch (transaction) {
            case Transaction.Read read ->
                    read.function() == 4
                            ? new ReadInputRegistersRequest(read.address(), read.count())
                            : new ReadMultipleRegistersRequest(read.address(), read.count());
            case Transaction.Write write ->
                    new WriteMultipleRegistersRequest(
                            write.address(),
                            Arrays.stream(write.values())
                                    .mapToObj(SimpleRegister::new)
                                    .toArray(Register[]::new));
            case Transaction.ReadBits bits ->
                    bits.function() == 2
                            ? new ReadInputDiscretesRequest(bits.address(), bits.count())
                            : new ReadCoilsRequest(bits.address(), bits.count());
            case Transaction.WriteBit bit -> new WriteCoilRequest(bit.address(), bit.on());
            case Transaction.WriteBits bits ->
                    new WriteMultipleCoilsRequest(bits.address(), vector(bits.on()));
            case Transaction.WriteOne one ->
                    new WriteSingleRegisterRequest(one.address(), new SimpleRegister(one.value()));
        };
    }

    private static BitVector vector(List<Boolean> on) {
        BitVector vector = new BitVector(on.size());
        for (int i = 0; i < on.size(); i++) {
            vector.setBit(i, on.get(i));
        }
        return vector;
    }

    private static int[] values(
            Transaction transaction, ModbusRequest request, ModbusResponse response)
            throws BusFault {
        if (response.getFunctionCode() != request.getFunctionCode()) {
            throw garbled(transaction, "answered function " + response.getFunctionCode());
        }
        if (transaction instanceof Transaction.ReadBits bits) {
            return bits(transaction, bits.count(), response);
        }
        if (!(transaction instanceof Transaction.Read read)) {
            return new int[0];
        }
        InputRegister[] registers =
                response instanceof ReadInputRegistersResponse inputs
                        ? inputs.getRegisters()
                        : response instanceof ReadMultipleRegistersResponse holding
                                ? holding.getRegisters()
                                : new InputRegister[0];
        if (registers.length != read.count()) {
            throw garbled(
                    transaction,
                    "answered %d registers instead of %d"
                            .formatted(registers.length, read.count()));
        }
        return Arrays.stream(registers).mapToInt(InputRegister::toUnsignedShort).toArray();
    }

    /** The count of bits comes in whole bytes, so only the bytes can be checked. */
    private static int[] bits(Transaction transaction, int count, ModbusResponse response)
            throws BusFault {
        BitVector vector =
                switch (response) {
                    case ReadCoilsResponse coils -> coils.getCoils();
                    case ReadInputDiscretesResponse inputs -> inputs.getDiscretes();
                    default -> new BitVector(0);
                };
        if (vector.byteSize() != (count + 7) / 8) {
            throw garbled(
                    transaction,
                    "answered %d bytes for %d bits".formatted(vector.byteSize(), count));
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = vector.getBytes()[i / 8] >> i % 8 & 1;
        }
        return values;
    }

    private static BusFault garbled(Transaction transaction, String what) {
        return new BusFault(
                BusFault.Kind.GARBLED,
                "Unit %d %s; check addresses and termination of the line."
                        .formatted(transaction.unit(), what));
    }

    private static String refusal(Transaction transaction, ExceptionResponse refused) {
        String meaning =
                switch (refused.getExceptionCode()) {
                    case 1 -> "it does not know the function";
                    case 2 -> "it has no such register";
                    case 3 -> "it does not take the value";
                    case 4 -> "it has failed inside";
                    case 5 -> "it has begun and needs longer";
                    case 6 -> "it is busy";
                    case 7 -> "it does not allow that now";
                    case 11 -> "the device behind the gateway does not answer";
                    default -> "exception " + refused.getExceptionCode();
                };
        String what =
                switch (transaction) {
                    case Transaction.Read read ->
                            "reading %d registers from %d".formatted(read.count(), read.address());
                    case Transaction.Write write ->
                            "writing %d registers from %d"
                                    .formatted(write.values().length, write.address());
                    case Transaction.ReadBits bits ->
                            "reading %d bits from %d".formatted(bits.count(), bits.address());
                    case Transaction.WriteBit bit -> "switching coil %d".formatted(bit.address());
                    case Transaction.WriteBits bits ->
                            "switching %d coils from %d"
                                    .formatted(bits.on().size(), bits.address());
                    case Transaction.WriteOne one -> "writing register %d".formatted(one.address());
                };
        return "Unit %d refuses %s: %s.".formatted(transaction.unit(), what, meaning);
    }
}
