package org.warmhandoff.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.X509TrustManager;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.TrustAllStrategy;
import org.apache.http.conn.ssl.TrustSelfSignedStrategy;
import org.junit.jupiter.api.Test;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.fhir.Mappings;

/**
 * Which package may see what. What holds of the packages of all modules is asked once, where all
 * are there: in {@code HouseTest}, of {@code benchmarks}.
 */
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
  void packagesFormNoCircles() {
    slices().matching("org.warmhandoff.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** What was disclosed once is not told again. */
  @Test
  void whatWasDisclosedIsMappedOnlyToBeFoundAndTakenBack() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Mappings.class.getName())
        .should()
        .callMethod(FormerDisclosure.class, "then")
        .check(CLASSES);
  }

  @Test
  void settingsKnowNothingOfWhatIsWiredByThem() {
    noClasses()
        .that()
        .resideInAPackage("org.warmhandoff.config")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.warmhandoff..")
                .and(
                    resideOutsideOfPackages(
                        "org.warmhandoff.config",
                        "org.warmhandoff.record..",
                        "org.warmhandoff.disclosure",
                        "org.warmhandoff.fit..",
                        "org.warmhandoff.fhir..")))
        .check(CLASSES);
  }

  @Test
  void nothingButCommandsKnowsWhatIsWired() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                "org.warmhandoff",
                "org.warmhandoff.app",
                "org.warmhandoff.cli.demo",
                "org.warmhandoff.cli.operator"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.warmhandoff.app")
        .check(CLASSES);
  }

  @Test
  void onlyPartnersTalkFhirOverHttp() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.warmhandoff.partner..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ca.uhn.fhir.rest..", "org.apache.http..")
        .check(CLASSES);
  }

  @Test
  void timeAndRandomIdsComeInThroughTheDoor() {
    noClasses()
        .that(resideOutsideOfPackages("org.warmhandoff.app", "org.warmhandoff.cli.demo"))
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

  /** And {@code app}, which hands it its database. */
  @Test
  void sqlStandsInTheStoreOrWithThePolicyThatItCarriesOut() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                "org.warmhandoff.store..",
                "org.warmhandoff.delivery..",
                "org.warmhandoff.attention",
                "org.warmhandoff.events..",
                "org.warmhandoff.followup.changes",
                "org.warmhandoff.followup.subscription",
                "org.warmhandoff.reconciliation",
                "org.warmhandoff.drill",
                "org.warmhandoff.app"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
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
        .resideInAnyPackage(
            "org.warmhandoff.disclosure..",
            "org.warmhandoff.fhir..",
            "org.warmhandoff.fit..",
            "org.warmhandoff.record..",
            "org.warmhandoff.referral",
            "org.warmhandoff.terminology..")
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
        .that(resideOutsideOfPackages("org.warmhandoff.flow..", "org.warmhandoff.app"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.camel..")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheCommandLineItself() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.warmhandoff")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.warmhandoff")
        .check(CLASSES);
  }

  @Test
  void requestsToPartnersAreMadeByPartnersAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.warmhandoff.partner..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.warmhandoff.partner.client")
        .check(CLASSES);
  }

  @Test
  void nobodyDecidesForHimselfWhoIsTrusted() {
    noClasses()
        .should()
        .implement(X509TrustManager.class)
        .orShould()
        .implement(HostnameVerifier.class)
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            NoopHostnameVerifier.class, TrustAllStrategy.class, TrustSelfSignedStrategy.class)
        .check(CLASSES);
  }

  @Test
  void theEndOfAConversationIsCaughtInFourPlacesAndElseAFailureIsAValue() {
    assertThat(
            CLASSES.stream()
                .flatMap(one -> one.getCodeUnits().stream())
                .flatMap(unit -> unit.getTryCatchBlocks().stream())
                .filter(block -> block.getCaughtThrowables().stream().anyMatch(this::isTheEnd))
                .map(
                    block ->
                        block.getOwner().getFullName().replaceAll(".*\\.(\\w+\\.\\w+)\\(.*", "$1"))
                .distinct())
        .containsExactlyInAnyOrder(
            "PatientFinder.match", "Writing.write", "Writing.tried", "MergedPatientCheck.asked");
  }

  private boolean isTheEnd(JavaClass caught) {
    return caught.isAssignableTo("org.warmhandoff.partner.client.ConversationEnded");
  }

  /** Of two that are nested in others, the outer one's name says which is meant. */
  @Test
  void noNestedClassHasTheNameOfOneThatStandsByItself() {
    var byThemselves =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .map(JavaClass::getSimpleName)
            .collect(toSet());

    assertThat(CLASSES.stream().filter(one -> !one.isTopLevelClass()))
        .filteredOn(one -> byThemselves.contains(one.getSimpleName()))
        .extracting(JavaClass::getName)
        .isEmpty();
  }

  @Test
  void namesSayWhatAThingIs() {
    for (var ending : NOT_A_NAME) {
      noClasses().should().haveSimpleNameEndingWith(ending).check(CLASSES);
    }
  }
}
