package org.ebbflow.hal.net;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A network interface with the one IPv6 address that cars may reach: link-local, or ::1 on
 * loopback.
 *
 * @param network the interface
 * @param address its address, with scope unless loopback
 */
public record CarInterface(NetworkInterface network, Inet6Address address) {

    /** The interface, or the sentence why there is none yet. */
    public sealed interface Lookup {
        /** Usable now. */
        record Found(CarInterface found) implements Lookup {}

        /** Not usable now; may appear later. */
        record NotYet(String why) implements Lookup {}
    }

    /**
     * Looks an interface up.
     *
     * @param name its name; empty for the first one, by number, with a link-local address
     */
    public static Lookup find(String name) {
        try {
            return name.isEmpty() ? findFirst() : findNamed(name);
        } catch (IOException e) {
            return new Lookup.NotYet("The network interfaces cannot be listed: " + e.getMessage());
        }
    }

    /** Whether cars live on this same machine. */
    public boolean isLoopback() {
        return address.isLoopbackAddress();
    }

    private static Lookup findFirst() throws IOException {
        for (NetworkInterface network : all()) {
            Optional<Inet6Address> address = linkLocal(network);
            if (network.isUp() && !network.isLoopback() && address.isPresent()) {
                return new Lookup.Found(new CarInterface(network, address.get()));
            }
        }
        return new Lookup.NotYet(
                "No network interface has an IPv6 link-local address; connect the car's network or"
                        + " name an interface (\"lo\" for tests on this machine).");
    }

    private static Lookup findNamed(String name) throws IOException {
        NetworkInterface network = NetworkInterface.getByName(name);
        if (network == null) {
            List<String> names = all().stream().map(NetworkInterface::getName).toList();
            return new Lookup.NotYet(
                    "There is no network interface '%s', or it is down; this machine has: %s."
                            .formatted(name, String.join(", ", names)));
        }
        if (network.isLoopback()) {
            Inet6Address one = (Inet6Address) InetAddress.ofLiteral("::1");
            return new Lookup.Found(new CarInterface(network, one));
        }
        if (!network.isUp()) {
            return new Lookup.NotYet("The network interface '%s' is down.".formatted(name));
        }
        return linkLocal(network)
                .<Lookup>map(address -> new Lookup.Found(new CarInterface(network, address)))
                .orElse(
                        new Lookup.NotYet(
                                ("The network interface '%s' has no IPv6 link-local address; switch IPv6 "
                                                + "on for it.")
                                        .formatted(name)));
    }

    private static List<NetworkInterface> all() throws IOException {
        List<NetworkInterface> all = Collections.list(NetworkInterface.getNetworkInterfaces());
        all.sort(Comparator.comparingInt(NetworkInterface::getIndex));
        return all;
    }

    private static Optional<Inet6Address> linkLocal(NetworkInterface network) {
        return network.inetAddresses()
                .filter(Inet6Address.class::isInstance)
                .map(Inet6Address.class::cast)
                .filter(InetAddress::isLinkLocalAddress)
                .findFirst();
    }
}
