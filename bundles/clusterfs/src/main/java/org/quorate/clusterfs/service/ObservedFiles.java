package org.quorate.clusterfs.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.quorate.clusterfs.tree.Applied;

/**
 * Counts changes of the files that programs watch, as {@code .version} shows them: whoever has seen a count need not
 * read the file again while it stands. Counts are this process's own. Changed on the apply thread, read by any.
 */
final class ObservedFiles {
    private static final List<String> PATHS = List.of(
            "corosync.conf",
            "corosync.conf.new",
            "storage.cfg",
            "user.cfg",
            "domains.cfg",
            "notifications.cfg",
            "priv/notifications.cfg",
            "priv/shadow.cfg",
            "priv/acme/plugins.cfg",
            "priv/tfa.cfg",
            "priv/token.cfg",
            "priv/wg-keys.cfg",
            "datacenter.cfg",
            "vzdump.cron",
            "vzdump.conf",
            "jobs.cfg",
            "ha/crm_commands",
            "ha/manager_status",
            "ha/resources.cfg",
            "ha/rules.cfg",
            "ha/groups.cfg",
            "ha/fence.cfg",
            "status.cfg",
            "replication.cfg",
            "ceph.conf",
            "sdn/vnets.cfg",
            "sdn/zones.cfg",
            "sdn/controllers.cfg",
            "sdn/subnets.cfg",
            "sdn/ipams.cfg",
            "sdn/dns.cfg",
            "sdn/fabrics.cfg",
            "sdn/route-maps.cfg",
            "sdn/prefix-lists.cfg",
            "sdn/mac-cache.json",
            "sdn/pve-ipam-state.json",
            "sdn/.running-config",
            "virtual-guest/cpu-models.conf",
            "virtual-guest/profiles.cfg",
            "firewall/cluster.fw",
            "mapping/directory.cfg",
            "mapping/pci.cfg",
            "mapping/usb.cfg");

    private final Map<String, AtomicInteger> counts = new LinkedHashMap<>();

    /** All counted once: the tree was loaded. */
    ObservedFiles() {
        PATHS.forEach(path -> counts.put(path, new AtomicInteger(1)));
    }

    void applied(Applied applied) {
        for (var entry : applied.removed()) {
            count(entry.path());
        }
        for (var entry : applied.put()) {
            var before = applied.before().entry(entry.inode());
            if (before != null && !before.path().equals(entry.path())) {
                count(before.path());
            }
            count(entry.path());
        }
    }

    void all() {
        counts.values().forEach(AtomicInteger::incrementAndGet);
    }

    Map<String, AtomicInteger> counts() {
        return counts;
    }

    private void count(String path) {
        var count = counts.get(path);
        if (count != null) {
            count.incrementAndGet();
        }
    }
}
