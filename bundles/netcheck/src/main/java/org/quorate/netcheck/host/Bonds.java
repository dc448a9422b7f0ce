package org.quorate.netcheck.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.quorate.netcheck.Defect;
import org.quorate.netcheck.Finding;

/**
 * What Proxmox VE's manual says about bonds under the cluster's network ("Corosync Over Bonds"), for the interfaces of this
 * machine, as {@code /sys/class/net} shows them; also below bridges and VLANs.
 *
 * @param folder {@code /sys/class/net}
 */
public record Bonds(Path folder) {
    /** A bridge on a VLAN on a bond, and some more. */
    private static final int MOST_DEPTH = 8;

    /** Those of this machine. */
    public static Bonds ofMachine() {
        return new Bonds(Path.of("/sys/class/net"));
    }

    /**
     * About the interfaces of these addresses.
     *
     * @param node its name, for the text
     */
    public List<Finding> findings(String node, Collection<InetAddress> addresses) {
        var bonds = new TreeSet<String>();
        for (var address : addresses) {
            try {
                var found = NetworkInterface.getByInetAddress(address);
                if (found != null) {
                    collect(found.getName(), bonds, 0);
                }
            } catch (IOException _) {
                // no such interface any more
            }
        }
        return bonds.stream().flatMap(bond -> finding(node, bond).stream()).toList();
    }

    /** About one interface. */
    List<Finding> findings(String node, String name) {
        var bonds = new TreeSet<String>();
        collect(name, bonds, 0);
        return bonds.stream().flatMap(bond -> finding(node, bond).stream()).toList();
    }

    private void collect(String name, TreeSet<String> bonds, int depth) {
        var entry = folder.resolve(name);
        if (Files.isDirectory(entry.resolve("bonding"))) {
            bonds.add(name);
        }
        if (depth >= MOST_DEPTH || !Files.isDirectory(entry)) {
            return;
        }
        for (var lower : lowers(entry)) {
            collect(lower, bonds, depth + 1);
        }
    }

    private static List<String> lowers(Path entry) {
        var names = new ArrayList<String>();
        try (var links = Files.newDirectoryStream(entry, "lower_*")) {
            links.forEach(link -> names.add(String.valueOf(link.getFileName()).substring("lower_".length())));
        } catch (IOException | UncheckedIOException _) {
            // gone meanwhile
        }
        return names;
    }

    private Optional<Finding> finding(String node, String bond) {
        var mode = read(bond, "mode");
        var where = node + ": interface " + bond + " is a bond of mode " + mode;
        return switch (mode) {
            case "balance-rr", "balance-xor", "balance-tlb", "balance-alb" ->
                Optional.of(hint(
                        where
                                + ": if one of its ports fails without losing its carrier, nodes hear only some of the others",
                        "use an interface of its own for the cluster, or LACP with bond-lacp-rate fast"));
            case "broadcast" ->
                Optional.of(hint(where + ": each packet comes twice", "use an interface of its own for the cluster"));
            case "active-backup" ->
                Optional.of(hint(
                        where + ": it does not change over if a port fails without losing its carrier",
                        "give the cluster a second link over another interface"));
            case "802.3ad" ->
                read(bond, "lacp_rate").equals("slow")
                        ? Optional.of(hint(
                                where
                                        + " with LACP rate slow: a failed port is noticed after 90 s, and nodes are fenced"
                                        + " after about 60",
                                "set bond-lacp-rate fast on node and switch: then it takes 3 s"))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Finding hint(String text, String nextStep) {
        return new Finding(Defect.BOND, false, text, nextStep);
    }

    /** Name and number; the name is wanted. */
    private String read(String bond, String attribute) {
        try {
            return Files.readString(folder.resolve(bond).resolve("bonding").resolve(attribute))
                    .strip()
                    .split(" ")[0];
        } catch (IOException _) {
            return "";
        }
    }
}
