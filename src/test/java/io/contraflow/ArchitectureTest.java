package io.contraflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "io.contraflow", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("people")
            .definedBy(
                    "..contraflow.console..", "..contraflow.api..", "..contraflow.portal..", "..contraflow.command..")
            .layer("flows")
            .definedBy("..contraflow.ingress..", "..contraflow.flow..", "..contraflow.connector..")
            .layer("records")
            .definedBy(
                    "..contraflow.journal..",
                    "..contraflow.exception..",
                    "..contraflow.access..",
                    "..contraflow.alert..",
                    "..contraflow.audit..",
                    "..contraflow.backup..",
                    "..contraflow.bus..",
                    "..contraflow.timeline..",
                    "..contraflow.report..",
                    "..contraflow.view..")
            .layer("thinking")
            .definedBy("..contraflow.lifecycle..", "..contraflow.policy..", "..contraflow.mapping..")
            .layer("words")
            .definedBy("..contraflow.model..")
            .whereLayer("people")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("flows")
            .mayOnlyBeAccessedByLayers("people")
            .whereLayer("records")
            .mayOnlyBeAccessedByLayers("people", "flows")
            .whereLayer("thinking")
            .mayOnlyBeAccessedByLayers("people", "flows", "records");

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.contraflow.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule connectorsDoNotKnowEachOther =
            slices().matching("io.contraflow.connector.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theCoreIsPlainJava = noClasses()
            .that()
            .resideInAnyPackage("..contraflow.model..", "..contraflow.lifecycle..", "..contraflow.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "org.apache.camel..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule theSandboxSharesNoClass = noClasses()
            .that()
            .resideInAPackage("..contraflow.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..contraflow.model..",
                    "..contraflow.lifecycle..",
                    "..contraflow.policy..",
                    "..contraflow.mapping..",
                    "..contraflow.journal..",
                    "..contraflow.exception..",
                    "..contraflow.timeline..",
                    "..contraflow.flow..",
                    "..contraflow.connector..",
                    "..contraflow.ingress..",
                    "..contraflow.api..",
                    "..contraflow.system..",
                    "org.springframework..",
                    "org.apache.camel..");

    @ArchTest
    static final ArchRule onlyTheStartKnowsTheSandbox = classes()
            .that()
            .resideInAPackage("..contraflow.sandbox..")
            .should()
            .onlyBeAccessed()
            .byClassesThat()
            .resideInAnyPackage("..contraflow.sandbox..", "..contraflow.system..");

    @ArchTest
    static final ArchRule nobodyUsesTheWiring = noClasses()
            .that()
            .resideOutsideOfPackage("..contraflow.system..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..contraflow.system..");
}
