package org.quorate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.quorate.config.ActiveConfiguration;
import org.quorate.node.FatalErrors;
import org.quorate.node.NodeHome;
import org.quorate.tree.ClusterTree;

/** What the rest of a node stands on. */
public class NodeServicesTest {
    @Test
    void theConfigurationIsThatOfTheHome(
            @InjectService(timeout = Await.PATIENCE_MILLIS) NodeHome home,
            @InjectService(timeout = Await.PATIENCE_MILLIS) ActiveConfiguration configuration) {
        assertThat(Files.exists(home.configFile())).isTrue();
        assertThat(configuration.cluster().clusterName()).isEqualTo("integration");
        assertThat(configuration.members().local().name()).isEqualTo(home.name().orElseThrow());
    }

    @Test
    void theLibraryOfTheStoreIsUnpackedWhereTheFrameworkClearsUp(
            @InjectService(timeout = Await.PATIENCE_MILLIS) ClusterTree tree,
            @InjectBundleContext BundleContext context) {
        var unpacked = Path.of(System.getProperty("org.sqlite.tmpdir"));
        assertThat(tree).isNotNull();
        assertThat(unpacked).startsWith(Path.of(context.getProperty(Constants.FRAMEWORK_STORAGE)));
        assertThat(unpacked).isDirectoryContaining("glob:**.so");
    }

    @Test
    void thereIsOneWayOut(@InjectService(timeout = Await.PATIENCE_MILLIS) FatalErrors errors) {
        assertThat(errors).isNotNull();
    }
}
