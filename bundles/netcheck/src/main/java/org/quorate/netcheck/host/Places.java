package org.quorate.netcheck.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.DatagramChannel;
import org.quorate.netcheck.probe.Check.Place;

/** Addresses of this machine. */
public final class Places {
    /** The last of those that Proxmox VE's firewall lets through for the cluster; the others are the links' own. */
    public static final int PORT = 5412;

    private static final int USUAL_MTU = 1500;

    private Places() {}

    /**
     * An address as a place of a check.
     *
     * @throws IOException if no interface has it
     */
    public static Place of(int link, InetSocketAddress address) throws IOException {
        var found = NetworkInterface.getByInetAddress(address.getAddress());
        if (found == null && !address.getAddress().isLoopbackAddress()) {
            throw new IOException("no interface of this machine has the address "
                    + address.getAddress().getHostAddress() + " (ip addr shows them)");
        }
        int mtu = found == null ? 0 : found.getMTU();
        return new Place(link, address, mtu > 0 ? mtu : USUAL_MTU);
    }

    /** The address that this machine uses towards another; nothing is sent. */
    public static InetAddress towards(InetAddress target) throws IOException {
        try (var channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(target, PORT));
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        }
    }

    /** Whether nobody has the port. */
    public static boolean isFree(InetSocketAddress address) {
        try (var channel = DatagramChannel.open()) {
            channel.bind(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
