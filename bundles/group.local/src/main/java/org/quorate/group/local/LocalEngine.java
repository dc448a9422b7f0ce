package org.quorate.group.local;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.quorate.group.GroupListener;
import org.quorate.group.GroupMember;
import org.quorate.group.ProcessGroup;
import org.quorate.group.ProcessGroups;
import org.quorate.node.NodeHome;
import org.quorate.ring.ClusterRing;
import org.quorate.ring.RingId;
import org.quorate.ring.RingPhase;
import org.quorate.ring.RingStatus;

/** Process groups and ring of a node whose engine is {@code local}. */
@Component(
        immediate = true,
        service = {ProcessGroups.class, ClusterRing.class, LocalEngine.class},
        reference = @Reference(name = "home", service = NodeHome.class, target = LocalEngine.CHOSEN))
public final class LocalEngine implements ProcessGroups, ClusterRing {
    static final String CHOSEN = "(" + NodeHome.ENGINE + "=" + NodeHome.LOCAL + ")";

    /** pmxcfs's writer of changes that no cluster has seen. */
    static final int NODE_ID = 0;

    private final GroupMember self =
            new GroupMember(NODE_ID, (int) ProcessHandle.current().pid());
    private final Set<LocalGroup> joined = ConcurrentHashMap.newKeySet();

    /** Made by the component runtime. */
    @Activate
    public LocalEngine() {}

    @Deactivate
    void close() {
        joined.forEach(group -> group.expel("the engine is going"));
    }

    @Override
    public synchronized ProcessGroup join(String name, GroupListener listener) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a group's name has 1 to " + MAX_NAME_BYTES + " bytes; this has " + bytes + ": " + name);
        }
        if (joined.stream().anyMatch(group -> group.name().equals(name))) {
            throw new IllegalArgumentException("group " + name.strip() + ": this process is in it");
        }
        var group = new LocalGroup(name, self, listener, joined::remove);
        joined.add(group);
        group.start();
        return group;
    }

    /** A ring of one, that nothing carries. */
    @Override
    public RingStatus status() {
        return new RingStatus(
                NODE_ID,
                new RingId(NODE_ID, 1),
                List.of(NODE_ID),
                RingPhase.OPERATIONAL,
                Optional.empty(),
                List.of(),
                new TreeMap<>());
    }
}
