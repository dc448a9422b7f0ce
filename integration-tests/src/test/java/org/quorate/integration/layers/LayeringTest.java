package org.quorate.integration.layers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls of docs/architecture.md: arrows run down, providers do not know each other, cores know nobody. */
class LayeringTest {
    private static final Path BUNDLES = Path.of("../bundles");
    private static final JavaClasses ALL = importAll();

    /** Packages of each provider; what stands in several bundles' names is told apart by these. */
    private static final List<String> PROVIDERS = List.of(
            "org.quorate.group.host..",
            "org.quorate.group.corosync..",
            "org.quorate.group.local..",
            "org.quorate.quorum.votes..",
            "org.quorate.status.service..",
            "org.quorate.clusterfs.service..",
            "org.quorate.clusterfs.sqlite..",
            "org.quorate.clusterfs.fuse..",
            "org.quorate.matrix..",
            "org.quorate.netcheck.cluster..",
            "org.quorate.transport.knet..",
            "org.quorate.transport.udpu..",
            "org.quorate.transport.udp..",
            "org.quorate.compression.lz4..",
            "org.quorate.compression.zstd..",
            "org.quorate.shell..");

    private static JavaClasses importAll() {
        try (var bundles = Files.list(BUNDLES)) {
            var folders = new ArrayList<Path>();
            bundles.map(bundle -> bundle.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .forEach(folders::add);
            return new ClassFileImporter().importPaths(folders);
        } catch (IOException e) {
            throw new AssertionError("cannot read the bundles' classes", e);
        }
    }

    @Test
    void thereAreClassesToJudge() {
        assertThat(ALL.size()).isGreaterThan(200);
        for (var provider : PROVIDERS) {
            var name = provider.substring(0, provider.length() - 2);
            assertThat(ALL.stream().anyMatch(type -> type.getPackageName().startsWith(name)))
                    .as(name)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.quorate.totem..",
                "org.quorate.link..",
                "org.quorate.netcheck.probe..",
                "org.quorate.quorum.votes..",
                "org.quorate.quorum.wire..",
                "org.quorate.clusterfs.tree..",
                "org.quorate.clusterfs.wire..",
                "org.quorate.clusterfs.replica..",
                "org.quorate.status.log..",
                "org.quorate.status.wire..",
                "org.quorate.status.exchange.."
            })
    void coresKnowOnlyTheJdkAndEachOtherAndTouchNothing(String core) {
        var itself = switch (core.split("\\.")[2]) {
            case "clusterfs" ->
                List.of(
                        "org.quorate.clusterfs.tree..",
                        "org.quorate.clusterfs.wire..",
                        "org.quorate.clusterfs.replica..");
            case "status" ->
                List.of("org.quorate.status.log..", "org.quorate.status.wire..", "org.quorate.status.exchange..");
            case "quorum" -> List.of("org.quorate.quorum.votes..", "org.quorate.quorum.wire..");
            default -> List.of(core);
        };
        var allowed = new ArrayList<>(itself);
        allowed.addAll(List.of("java.lang..", "java.util..", "java.nio..", "java.time..", "java.security.."));
        allowed.addAll(List.of("java.io..", "org.jspecify..", "org.osgi.annotation.."));
        if (core.equals("org.quorate.link..") || core.equals("org.quorate.netcheck.probe..")) {
            allowed.addAll(List.of("java.net..", "javax.crypto.."));
        }
        check(classes()
                .that()
                .resideInAPackage(core)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "are of the JDK or the core",
                        type -> type.isPrimitive()
                                || core.startsWith(type.getPackageName() + ".probe") // the contract it answers with
                                || type.isArray()
                                || allowed.stream()
                                        .map(name -> name.substring(0, name.length() - 2))
                                        .anyMatch(type.getPackageName()::startsWith))));
        check(noClasses()
                .that()
                .resideInAPackage(core)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.util.concurrent.locks.."));
        // An address says where to, and opens nothing.
        check(noClasses()
                .that()
                .resideInAPackage(core)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(?!Inet(4|6|Socket)?Address$|UnknownHostException$).*"));
        check(noClasses()
                .that()
                .resideInAPackage(core)
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccessFile|Print|Console).*"));
        check(noClasses().that().resideInAPackage(core).should().callMethod(System.class, "nanoTime"));
        check(noClasses().that().resideInAPackage(core).should().callMethod(System.class, "currentTimeMillis"));
        check(noClasses()
                .that()
                .resideInAPackage(core)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class));
    }

    @Test
    void noProviderKnowsAnother() {
        for (var provider : PROVIDERS) {
            var others =
                    PROVIDERS.stream().filter(other -> !other.equals(provider)).toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage(provider)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others));
        }
    }

    @Test
    void theSimulatorKnowsTheCoresOnlyAndNobodyKnowsIt() {
        check(classes()
                .that()
                .resideInAPackage("org.quorate.simulator..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.quorate.simulator..",
                        "org.quorate.totem..",
                        "org.quorate.quorum.votes..",
                        "org.quorate.quorum.wire..",
                        "org.quorate.clusterfs.tree..",
                        "org.quorate.clusterfs.wire..",
                        "org.quorate.clusterfs.replica..",
                        "java..",
                        "org.jspecify..",
                        "org.osgi.annotation.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage("org.quorate.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.quorate.simulator.."));
    }

    @Test
    void contractsKnowNoProvider() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "org.quorate.spi..",
                        "org.quorate.netcheck",
                        "org.quorate.tree..",
                        "org.quorate.status",
                        "org.quorate.ring..",
                        "org.quorate.node")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROVIDERS.toArray(String[]::new)));
    }

    private static void check(ArchRule rule) {
        rule.check(ALL);
    }
}
