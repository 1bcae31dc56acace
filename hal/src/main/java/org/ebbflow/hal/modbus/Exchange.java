package org.ebbflow.hal.modbus;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.AbstractModbusTransport;
import com.ghgande.j2mod.modbus.msg.ExceptionResponse;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersResponse;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersResponse;
import com.ghgande.j2mod.modbus.msg.WriteMultipleRegistersRequest;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.util.Arrays;

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
        };
    }

    private static int[] values(
            Transaction transaction, ModbusRequest request, ModbusResponse response)
            throws BusFault {
        if (response.getFunctionCode() != request.getFunctionCode()) {
            throw garbled(transaction, "answered function " + response.getFunctionCode());
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
                    case 6 -> "it is busy";
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
                };
        return "Unit %d refuses %s: %s.".formatted(transaction.unit(), what, meaning);
    }
}
