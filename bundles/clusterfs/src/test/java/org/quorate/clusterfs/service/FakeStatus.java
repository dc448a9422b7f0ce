package org.quorate.clusterfs.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.quorate.status.ClusterLog;
import org.quorate.status.ClusterStatus;
import org.quorate.status.LogRecord;
import org.quorate.status.NodeValues;

/** What nodes told, as a test says it. */
final class FakeStatus implements ClusterStatus, ClusterLog {
    /** Each value was set so many times more. */
    private static final int VALUE_VERSION = 4;

    final List<LogRecord> log = new ArrayList<>();
    final SortedMap<String, String> measured = new TreeMap<>();
    int version = 1;
    private final SortedMap<Integer, NodeValues> nodes = new TreeMap<>();

    void tell(int id, boolean online, @Nullable String address, String... keys) {
        var versions = new TreeMap<String, Integer>();
        for (var key : keys) {
            versions.put(key, VALUE_VERSION);
        }
        nodes.put(id, new NodeValues(id, "hp" + id, online, Optional.ofNullable(address), versions));
    }

    @Override
    public void put(String key, byte[] value) {
        throw new UnsupportedOperationException("a test tells");
    }

    @Override
    public Optional<byte[]> value(int nodeId, String key) {
        return Optional.empty();
    }

    @Override
    public List<NodeValues> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public SortedMap<String, String> measurements() {
        return measured;
    }

    @Override
    public String phase() {
        return "synced";
    }

    @Override
    public int version() {
        return version;
    }

    @Override
    public void log(int priority, String user, String tag, String message) {
        throw new UnsupportedOperationException("a test tells");
    }

    @Override
    public List<LogRecord> newest(int max, Optional<String> user) {
        return log.stream().limit(max).toList();
    }
}
