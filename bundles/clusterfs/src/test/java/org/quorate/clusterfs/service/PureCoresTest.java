package org.quorate.clusterfs.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PureCoresTest {
    private static final String[] CORES = {
        "org.quorate.clusterfs.tree..", "org.quorate.clusterfs.wire..", "org.quorate.clusterfs.replica.."
    };

    private final JavaClasses bundle = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.quorate.clusterfs");

    @Test
    void theCoresUseTheLanguageAndEachOtherOnly() {
        classes()
                .that()
                .resideInAnyPackage(CORES)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "org.quorate.clusterfs.tree..",
                        "org.quorate.clusterfs.wire..",
                        "org.quorate.clusterfs.replica..",
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "java.io",
                        "org.jspecify.annotations",
                        "org.osgi.annotation..")
                .check(bundle);
    }

    @Test
    void theCoresHaveNoClockNoThreadsAndNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(CORES)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .accessClassesThat()
                .belongToAnyOf(Thread.class, java.io.File.class, java.io.FileInputStream.class)
                .check(bundle);
    }
}
