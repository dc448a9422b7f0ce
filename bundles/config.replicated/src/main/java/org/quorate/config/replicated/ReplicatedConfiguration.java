package org.quorate.config.replicated;

import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ConfigurationException;
import org.quorate.status.ClusterLog;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeException;

/** Uses the {@code corosync.conf} of the tree if its version is higher than that in use. */
@Component(
        service = {},
        immediate = true)
public final class ReplicatedConfiguration {
    private static final System.Logger LOG = System.getLogger(ReplicatedConfiguration.class.getName());

    private static final String NAME = "corosync.conf in the tree";

    private final ClusterTree tree;
    private final ActiveConfiguration configuration;
    private final TreeChanges changes;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("quorate-configuration").factory());
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile @Nullable ClusterLog log;

    // Of the worker.

    /** What was seen last; it is not judged again. */
    private byte[] seen = {};

    /** What became of it, if there was no log yet to tell it in. */
    private @Nullable Runnable untold;

    /** Looks at what is there now, and at each change. */
    @Activate
    public ReplicatedConfiguration(
            @Reference ClusterTree tree, @Reference ActiveConfiguration configuration, @Reference TreeChanges changes) {
        this.tree = tree;
        this.configuration = configuration;
        this.changes = changes;
        changes.tell(this::lookLater);
        lookLater();
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindLog(ClusterLog service) {
        log = service;
        worker.execute(this::tellLate);
    }

    void unbindLog(ClusterLog service) {
        log = log == service ? null : log;
    }

    @Deactivate
    void close() {
        changes.tellNobody();
        worker.shutdownNow();
    }

    /** However many changes come meanwhile, one more look sees them all. */
    private void lookLater() {
        if (waiting.compareAndSet(false, true)) {
            worker.execute(this::look);
        }
    }

    private void look() {
        waiting.set(false);
        byte[] content;
        try {
            var entry = tree.entry(TreeChanges.FILE);
            changes.watch(entry.inode());
            content = tree.content(entry.inode());
        } catch (TreeException e) {
            LOG.log(Level.DEBUG, "{0}: {1}", NAME, e.getMessage());
            return; // there is none, or not yet
        }
        if (content.length > 0 && !Arrays.equals(content, seen)) {
            seen = content;
            use(new String(content, StandardCharsets.UTF_8));
        }
    }

    private void use(String text) {
        try {
            if (configuration.replace(text, NAME)) {
                tellAll(ClusterLog.INFO, NAME + ": version " + version() + " is used");
            } else if (!text.equals(configuration.cluster().document().text())) {
                LOG.log(
                        Level.WARNING,
                        "{0}: is not used, as its config_version is not higher than {1}, which is in use; raise it",
                        NAME,
                        version());
            }
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> LOG.log(Level.ERROR, problem.toString()));
            LOG.log(Level.ERROR, "{0}: is not used; the configuration stays as it is", NAME);
            tellAll(
                    ClusterLog.ERROR,
                    "not used, version " + version() + " stays: " + e.problems().getFirst());
        }
    }

    private String version() {
        return Long.toUnsignedString(configuration.cluster().configVersion());
    }

    /** Whether a node follows is of interest on all. */
    private void tellAll(int priority, String message) {
        var cluster = log;
        untold = cluster == null ? () -> tellAll(priority, message) : null;
        if (cluster != null) {
            cluster.log(priority, "root", "config", message);
        }
    }

    private void tellLate() {
        var late = untold;
        if (late != null) {
            late.run();
        }
    }
}
