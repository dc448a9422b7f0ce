package org.quorate.clusterfs.fuse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.quorate.clusterfs.fuse.kernel.MountException;
import org.quorate.node.NodeHome;
import org.quorate.tree.ClusterTree;

/**
 * Mounts the tree where the node wants it, from the first moment there is a tree until this component ends. The tree may
 * be exchanged meanwhile. A mount that cannot be made is one line in the log; the node runs without it.
 */
@Component(name = "org.quorate.clusterfs.fuse", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TreeMount.Config.class)
public final class TreeMount {
    private static final Logger LOG = System.getLogger(TreeMount.class.getName());

    @ObjectClassDefinition(name = "Mount of the cluster's tree")
    @interface Config {
        @AttributeDefinition(
                name = "Group",
                description = "Group of all files, which may read what is not private. Without that group: root's.")
        String group();

        @AttributeDefinition(
                name = "Readers",
                min = "0",
                max = "16",
                description = "Threads that take requests from the kernel. 0: by the number of processors, 2 to 4.")
        int readers();

        @AttributeDefinition(
                name = "Wait for the tree",
                min = "0",
                max = "60",
                description =
                        "Seconds for which callers wait while the tree is being exchanged, before they get errors.")
        int tree_wait_seconds();
    }

    private final @Nullable Path folder;
    private final TreeEvents events;
    private final Settings settings;
    private final Trees trees;
    private @Nullable MountSession session;

    /** Made by the component runtime. */
    @Activate
    public TreeMount(Config config, @Reference NodeHome home, @Reference TreeEvents events) {
        this.folder = home.mount().orElse(null);
        this.events = events;
        this.settings = Settings.of(
                GroupFile.gid(config.group()), config.readers(), Duration.ofSeconds(config.tree_wait_seconds()));
        this.trees = new Trees(settings.treeWait());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindTree(ClusterTree tree) {
        trees.arrived(tree);
        if (session != null) {
            session.listener().allChanged(); // another tree, maybe of another state
        } else if (folder != null) {
            mount(folder);
        }
    }

    void unbindTree(ClusterTree tree) {
        trees.left(tree);
    }

    private void mount(Path at) {
        try {
            var opened = MountSession.open(at, trees, settings);
            events.tell(opened.listener());
            session = opened;
        } catch (MountException failure) {
            LOG.log(Level.WARNING, "{0}; the node runs without mount", failure.getMessage());
        }
    }

    @Deactivate
    synchronized void close() {
        events.tellNobody();
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
