package org.quorate.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** Asks the system, and believes no list: what can be bound is ours. */
final class SystemAddresses implements LocalAddresses {
    @Override
    public boolean contains(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return false; // can be bound everywhere
        }
        try (var channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public List<InterfaceAddress> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(SystemAddresses::isUp)
                    .flatMap(network -> network.getInterfaceAddresses().stream())
                    .map(a -> new InterfaceAddress(a.getAddress(), a.getNetworkPrefixLength()))
                    .toList();
        } catch (SocketException _) {
            return List.of();
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp();
        } catch (SocketException _) {
            return false; // it went away meanwhile
        }
    }
}
