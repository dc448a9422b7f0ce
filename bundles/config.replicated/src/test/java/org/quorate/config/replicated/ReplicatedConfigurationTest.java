package org.quorate.config.replicated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quorate.config.ActiveConfiguration;
import org.quorate.config.ClusterConfig;
import org.quorate.config.ConfigurationException;
import org.quorate.config.Problem;
import org.quorate.status.ClusterLog;
import org.quorate.tree.ClusterTree;
import org.quorate.tree.TreeEntry;
import org.quorate.tree.TreeError;
import org.quorate.tree.TreeException;

class ReplicatedConfigurationTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long INODE = 77;

    private final TreeChanges changes = new TreeChanges();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Logger logger = Logger.getLogger(ReplicatedConfiguration.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            heard.add("log " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private volatile @Nullable String file;

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void whatIsThereAtTheStartIsUsedAndWhatComesLater() throws Exception {
        file = text(3);
        var component = component();
        assertThat(next()).isEqualTo("used " + text(3));
        file = text(4);
        changes.changed(INODE);
        assertThat(next()).isEqualTo("used " + text(4));
        file = text(5);
        changes.nameChanged(0, "corosync.conf");
        assertThat(next()).isEqualTo("used " + text(5));
        file = text(6);
        changes.changed(INODE + 1);
        changes.nameChanged(0, "corosync.conf.new");
        changes.allChanged();
        assertThat(next()).isEqualTo("used " + text(6));
        component.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void aVersionThatIsNotHigherIsToldOnce() throws Exception {
        file = text(2) + "# other\n";
        var component = component();
        assertThat(next()).startsWith("log {0}: is not used, as its config_version is not higher");
        changes.allChanged();
        changes.allChanged();
        file = text(3);
        changes.allChanged();
        assertThat(next()).isEqualTo("used " + text(3));
        component.close();
    }

    @Test
    void theFileThatIsInUseIsNotWorthALine() throws Exception {
        file = text(2);
        var component = component();
        changes.allChanged();
        file = null;
        changes.allChanged();
        file = text(3);
        changes.allChanged();
        assertThat(next()).isEqualTo("used " + text(3));
        component.close();
    }

    @Test
    void aBadFileIsToldWithAllItsProblems() throws Exception {
        file = "bad";
        var component = component();
        assertThat(next()).isEqualTo("log corosync.conf in the tree:1: k: found \"bad\", must be good");
        assertThat(next()).isEqualTo("log {0}: is not used; the configuration stays as it is");
        component.close();
    }

    @Test
    void allNodesAreToldWhatThisOneMakesOfIt() throws Exception {
        file = text(3);
        var component = component();
        assertThat(next()).isEqualTo("used " + text(3));
        component.bindLog(proxy(ClusterLog.class, (_, _, arguments) -> heard.add("all " + arguments[3])));
        assertThat(next()).as("also of what was used before there was a log").endsWith("is used");
        file = "bad";
        changes.allChanged();
        assertThat(List.of(next(), next(), next()).toString())
                .contains("all not used, version 2 stays: corosync.conf in the tree:1: k");
        file = text(4);
        changes.allChanged();
        assertThat(next()).isEqualTo("used " + text(4));
        assertThat(next()).startsWith("all corosync.conf in the tree: version ").endsWith(" is used");
        component.close();
    }

    private String next() throws InterruptedException {
        return String.valueOf(heard.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS));
    }

    private static String text(int version) {
        return "totem {\n  version: 2\n  config_version: " + version
                + "\n}\nnodelist {\n  node {\n    ring0_addr: 127.0.0.1\n    nodeid: 1\n  }\n}\n";
    }

    private ReplicatedConfiguration component() {
        return new ReplicatedConfiguration(
                proxy(ClusterTree.class, (_, method, _) -> ofTree(method.getName())),
                proxy(ActiveConfiguration.class, (_, method, arguments) -> switch (method.getName()) {
                    case "cluster" -> ClusterConfig.parse(text(2), "in use");
                    case "replace" -> replace((String) arguments[0], (String) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                }),
                changes);
    }

    private Object ofTree(String method) throws TreeException {
        var content = file;
        if (content == null) {
            throw new TreeException(TreeError.ENOENT, "corosync.conf");
        }
        return switch (method) {
            case "entry" -> new TreeEntry(INODE, 0, "corosync.conf", TreeEntry.Kind.FILE, 0, 0, 0, 0);
            case "content" -> content.getBytes(StandardCharsets.UTF_8);
            default -> throw new UnsupportedOperationException(method);
        };
    }

    private boolean replace(String text, String name) throws ConfigurationException {
        if (text.equals("bad")) {
            throw new ConfigurationException(List.of(new Problem(name, 1, "k", "bad", "must be good", "")));
        }
        if (text.startsWith(text(2))) {
            return false;
        }
        heard.add("used " + text);
        return true;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
