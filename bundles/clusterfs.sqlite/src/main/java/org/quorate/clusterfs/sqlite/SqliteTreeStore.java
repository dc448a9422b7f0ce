package org.quorate.clusterfs.sqlite;

import java.io.File;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;
import org.quorate.spi.store.Durability;
import org.quorate.spi.store.StoreChange;
import org.quorate.spi.store.StoreException;
import org.quorate.spi.store.StoredEntry;
import org.quorate.spi.store.TreeStore;

/** The store of this node, {@code db/config.db} in its home. A file that cannot be used stops the node. */
@Component(configurationPid = SqliteTreeStore.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SqliteTreeStore.Config.class)
public final class SqliteTreeStore implements TreeStore {
    static final String PID = "org.quorate.clusterfs.sqlite";
    static final String FILE_NAME = "config.db";

    private static final System.Logger LOG = System.getLogger(SqliteTreeStore.class.getName());

    @ObjectClassDefinition(name = "SQLite store of the tree")
    @interface Config {
        @AttributeDefinition(
                name = "Synchronous",
                description = "FULL: an acknowledged write survives a power failure. NORMAL: the newest writes can be"
                        + " lost in one, and come back from the other members.",
                options = {@Option("FULL"), @Option("NORMAL")})
        String synchronous();
    }

    private final SqliteFile file;
    private final boolean full;

    /** The reason is reported already, in one line; the framework need not add a trace. */
    private static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message, null, false, false);
        }
    }

    /** Opens the file, or makes it. */
    @Activate
    public SqliteTreeStore(
            Config config, @Reference NodeHome home, @Reference FatalErrors errors, BundleContext context) {
        this(config, home, errors, context.getDataFile(""));
    }

    /**
     * With a folder for the driver's native library. A node that is killed leaves its copy behind, and the framework
     * clears that folder up with the next start.
     */
    SqliteTreeStore(Config config, NodeHome home, FatalErrors errors, File unpacked) {
        System.setProperty("org.sqlite.tmpdir", unpacked.getPath());
        try {
            file = SqliteFile.open(home.db().resolve(FILE_NAME));
            full = !config.synchronous().equals("NORMAL");
        } catch (StoreException e) {
            var message = Objects.toString(e.getMessage());
            errors.stopNode(message, 1);
            throw new UnusableException(message);
        }
    }

    @Deactivate
    void close() {
        try {
            file.close();
        } catch (StoreException e) {
            LOG.log(Level.WARNING, e.getMessage());
        }
    }

    @Override
    public List<StoredEntry> load() throws StoreException {
        return file.load();
    }

    @Override
    public void commit(List<StoreChange> batch, Durability durability) throws StoreException {
        file.commit(batch, full && durability == Durability.POWER);
    }

    /** The path of the file. */
    @Override
    public String toString() {
        return file.toString();
    }
}
