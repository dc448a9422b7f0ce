package org.quorate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.common.service.ServiceAware;
import org.quorate.node.NodeHome;

/** What is put into the folder {@code deploy} of a node. */
public class DeployTest {
    private static final String PLUGIN = "org.quorate.integration.plugin";

    @TempDir
    Path folder;

    @InjectBundleContext
    BundleContext context;

    @InjectService(timeout = Await.PATIENCE_MILLIS)
    NodeHome home;

    @BeforeEach
    @AfterEach
    void removeAll() throws IOException {
        Files.createDirectories(home.deploy());
        Files.deleteIfExists(deployed("probe-one.cfg"));
        Files.deleteIfExists(deployed("plugin.jar"));
    }

    @Test
    void aConfigurationMakesAServiceComeAndItsRemovalMakesItGo(
            @InjectService(cardinality = 0) ServiceAware<ConfiguredProbe> probe) throws Exception {
        assertThat(probe.isEmpty()).isTrue();
        put("probe-one.cfg", Files.writeString(folder.resolve("probe.cfg"), "depth.metres = 40\n"));
        assertThat(probe.waitForService(Await.PATIENCE_MILLIS).depthMetres()).isEqualTo(40);

        try (var gone = Await.service(context, ConfiguredProbe.class, ServiceEvent.UNREGISTERING)) {
            Files.delete(deployed("probe-one.cfg"));
            gone.happened();
        }
    }

    @Test
    void aBundleIsInstalledStartedUpdatedAndRemoved() throws Exception {
        try (var started = Await.bundle(context, PLUGIN, BundleEvent.STARTED)) {
            put("plugin.jar", plugin(folder.resolve("one.jar"), "1.0.0"));
            started.happened();
            assertThat(version()).contains("1.0.0");
        }
        try (var started = Await.bundle(context, PLUGIN, BundleEvent.STARTED)) {
            put("plugin.jar", plugin(folder.resolve("two.jar"), "1.1.0"));
            started.happened();
            assertThat(version()).contains("1.1.0");
        }
        try (var gone = Await.bundle(context, PLUGIN, BundleEvent.UNINSTALLED)) {
            Files.delete(deployed("plugin.jar"));
            gone.happened();
            assertThat(version()).isEmpty();
        }
    }

    private Path deployed(String name) {
        return home.deploy().resolve(name);
    }

    /** In one step, so that nobody reads half a file. */
    private void put(String name, Path file) throws IOException {
        Path beside = Files.copy(file, home.root().resolve(name + ".new"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, deployed(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Optional<String> version() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> PLUGIN.equals(bundle.getSymbolicName()))
                .map(Bundle::getVersion)
                .map(Object::toString)
                .findFirst();
    }

    private static Path plugin(Path jar, String version) throws IOException {
        var manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", PLUGIN);
        headers.putValue("Bundle-Version", version);
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
