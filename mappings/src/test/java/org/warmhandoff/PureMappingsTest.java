package org.warmhandoff;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PureMappingsTest {

  private static final JavaClasses MAPPINGS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(
              "org.warmhandoff.disclosure",
              "org.warmhandoff.record",
              "org.warmhandoff.referral",
              "org.warmhandoff.terminology",
              "org.warmhandoff.fhir",
              "org.warmhandoff.fit");

  @Test
  void packagesFormNoCircles() {
    slices().matching("org.warmhandoff.(**)").should().beFreeOfCycles().check(MAPPINGS);
  }

  @Test
  void mappingsKnowNothingOfTheOutside() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.camel..",
            "org.springframework..",
            "java.sql..",
            "javax.sql..",
            "java.net.http..",
            "org.apache.http..",
            "ca.uhn.fhir.rest.client..",
            "ca.uhn.fhir.rest.server..")
        .check(MAPPINGS);
  }

  @Test
  void recordsKnowNothingOfFhir() {
    noClasses()
        .that()
        .resideInAPackage("org.warmhandoff.record..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.warmhandoff.fhir..", "ca.uhn.fhir..", "org.hl7.fhir..")
        .check(MAPPINGS);
  }

  @Test
  void timeAndIdsComeInThroughTheDoor() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(ZoneId.class, "systemDefault")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Date.class, Random.class, SecureRandom.class)
        .check(MAPPINGS);
  }
}
