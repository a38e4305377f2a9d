package org.warmhandoff.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The lines between the modules, and which package may see what. */
class ArchitectureTest {

  private static final String[] NOT_A_NAME = {
    "Manager", "Helper", "Util", "Utils", "Impl", "Service", "Handler", "DTO"
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/fixtures/"))
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.warmhandoff");

  @Test
  void onlyPartnersTalkFhirOverHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.warmhandoff.partner")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ca.uhn.fhir.rest..", "org.apache.http..")
        .check(CLASSES);
  }

  @Test
  void timeAndRandomIdsComeInThroughTheDoor() {
    noClasses()
        .that(resideOutsideOfPackages("org.warmhandoff.config", "org.warmhandoff.demo"))
        .should()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .check(CLASSES);
  }

  @Test
  void theLineSeesNeitherDatabaseNorClient() {
    noClasses()
        .that()
        .resideInAPackage("org.warmhandoff.flow..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.sql..",
                "javax.sql..",
                "org.springframework.jdbc..",
                "ca.uhn.fhir..",
                "org.hl7.fhir..",
                "org.warmhandoff.store..",
                "org.warmhandoff.partner.."))
        .check(CLASSES);
  }

  @Test
  void mappingsSeeNothingThatMoves() {
    noClasses()
        .that()
        .resideInAnyPackage("org.warmhandoff.record", "org.warmhandoff.fhir")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.apache.camel..",
                "org.springframework..",
                "java.sql..",
                "javax.sql..",
                "java.net.http..",
                "org.warmhandoff.flow.."))
        .check(CLASSES);
  }

  @Test
  void camelIsSeenByTheLineAndItsWiringOnly() {
    noClasses()
        .that(resideOutsideOfPackages("org.warmhandoff.flow..", "org.warmhandoff.config"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    for (var ending : NOT_A_NAME) {
      noClasses().should().haveSimpleNameEndingWith(ending).check(CLASSES);
    }
  }
}
