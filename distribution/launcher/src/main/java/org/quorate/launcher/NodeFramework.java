package org.quorate.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework with the bundles of the distribution. */
final class NodeFramework {
    private static final Logger LOG = Logger.getLogger(NodeFramework.class.getName());

    /**
     * Installed and resolved, not started: the activator of Gogo's shell opens a prompt on the terminal of the process.
     * {@code org.quorate.shell} uses its classes.
     */
    private static final Set<String> NOT_STARTED = Set.of("org.apache.felix.gogo.jline");

    /**
     * Header of a bundle that uses what others provide until its very end, as the ring, which says goodbye over the
     * transport: the framework stops bundles by descending level. Without it the level is 1.
     */
    private static final String LEVEL = "Quorate-StartLevel";

    private static final int HIGHEST_LEVEL = 3;

    private final Felix felix;

    private NodeFramework(Felix felix) {
        this.felix = felix;
    }

    /** Returns when all bundles are started, or as many as can be; what failed is in the log. */
    static NodeFramework start(Path distribution, NodeOptions options) throws StartException {
        var framework = new NodeFramework(new Felix(properties(options)));
        try {
            framework.felix.init();
            var bundles = framework.install(distribution.resolve("system"));
            framework.felix.adapt(FrameworkWiring.class).resolveBundles(bundles);
            framework.felix.start();
            bundles.forEach(NodeFramework::start);
        } catch (BundleException e) {
            throw StartException.environment("the framework does not start (" + e.getMessage() + "); remove "
                    + options.home().cache() + " and try again");
        }
        return framework;
    }

    private static Map<String, Object> properties(NodeOptions options) {
        HomeFolders home = options.home();
        var properties = new HashMap<String, Object>();
        properties.put("quorate.home", home.root().toString());
        properties.put("quorate.config", options.config().toString());
        properties.put("quorate.engine", options.engine());
        options.name().ifPresent(name -> properties.put("quorate.name", name));
        options.mount().ifPresent(mount -> properties.put("quorate.mount", mount.toString()));

        properties.put(
                Constants.FRAMEWORK_STORAGE, home.cache().resolve("felix").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(HIGHEST_LEVEL));
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.*");
        properties.put("felix.log.logger", new FrameworkLog());
        properties.put("felix.log.level", "2");

        properties.put("ds.delayed.keepInstances", "true");
        if (Files.exists(home.settings())) {
            properties.put("configurator.initial", home.settings().toUri().toString());
        }
        properties.put("felix.fileinstall.dir", home.deploy().toString());
        properties.put(
                "felix.fileinstall.tmpdir", home.cache().resolve("deploy").toString());
        properties.put("felix.fileinstall.poll", "1000");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.log.default", "jul");
        properties.put("felix.fileinstall.log.level", "3");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        return properties;
    }

    /** By reference: the jars are read where they are, nothing is copied. */
    private List<Bundle> install(Path system) throws StartException, BundleException {
        var bundles = new ArrayList<Bundle>();
        try (Stream<Path> files = Files.list(system)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                var bundle = felix.getBundleContext().installBundle("reference:" + jar.toUri());
                String level = bundle.getHeaders("").get(LEVEL);
                if (level != null) {
                    bundle.adapt(BundleStartLevel.class).setStartLevel(Integer.parseInt(level));
                }
                bundles.add(bundle);
            }
        } catch (IOException e) {
            throw StartException.environment(system + ": " + Reason.of(e) + "; build the distribution again");
        }
        return bundles;
    }

    private static void start(Bundle bundle) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        if (fragment || NOT_STARTED.contains(bundle.getSymbolicName())) {
            return;
        }
        try {
            bundle.start();
        } catch (BundleException e) {
            LOG.log(Level.SEVERE, "bundle " + bundle.getSymbolicName() + " does not start", e);
        }
    }

    /** Waits until somebody stops it. */
    void awaitStop() {
        try {
            felix.waitForStop(0);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it in order; false if that takes longer than the bound. */
    boolean stop(Duration bound) {
        try {
            felix.stop();
            return felix.waitForStop(bound.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
        } catch (BundleException e) {
            LOG.log(Level.SEVERE, "the framework does not stop", e);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
