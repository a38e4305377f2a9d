package org.warmhandoff.fit;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Offers;
import org.warmhandoff.fit.offer.PersonaReader;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.record.RecordKind;

/** In which forms partners get records: real ones as they say of themselves, and made up ones. */
class ChosenFormsTest {

  private static final Fitting FITTING =
      new Fitting(DisclosedRecord.MAPPINGS, DisclosedRecord.PROGRAM);

  /** For all records of a kind: the forms, and the types that are ever written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          epic-r4                 | epic-like   | crisis-plan  | document, parts      | DocumentReference, Observation, Procedure
          epic-r4                 | epic-like   | crisis-event | parts                | DocumentReference, Observation, Procedure
          epic-r4                 | epic-like   | referral     | parts, single-writes | DocumentReference, ServiceRequest
          oracle-health-r4-secure | oracle-like | crisis-plan  | document, parts      | DocumentReference, Observation
          oracle-health-r4-secure | oracle-like | crisis-event | parts                | Condition, DocumentReference, Observation
          oracle-health-r4-secure | oracle-like | referral     | document             | DocumentReference
          athenahealth-r4         | plain       | crisis-plan  | by-hand              | ''
          athenahealth-r4         | plain       | crisis-event | by-hand              | ''
          athenahealth-r4         | plain       | referral     | by-hand              | ''
          meditech-r4             | plain       | crisis-plan  | message              | Communication
          meditech-r4             | plain       | crisis-event | message              | Communication
          meditech-r4             | plain       | referral     | message              | Communication
          """)
  void aRealPartnerGetsTheFullestFormThatItTakes(
      String statement, String persona, String kind, String forms, String types) {
    assumeTrue(Offers.isThere(statement));
    var offer = Offer.of(Offers.real(statement)).under(PersonaReader.shipped(persona));

    var chosen = new TreeSet<String>();
    var written = new TreeSet<String>();
    told(kind)
        .map(told -> FITTING.plan(handover(told, offer)))
        .forEach(
            plan -> {
              chosen.add(plan.form().word());
              plan.steps().forEach(step -> written.add(step.type()));
            });

    assertThat(String.join(", ", chosen)).isEqualTo(forms);
    assertThat(String.join(", ", written)).isEqualTo(types);
  }

  @ParameterizedTest
  @CsvSource({
    "epic-r4, epic-like, crisis-plan/every-section",
    "epic-r4, epic-like, crisis-event/every-deed",
    "epic-r4, epic-like, referral/mobile-crisis",
    "meditech-r4, plain, crisis-plan/every-section",
    "athenahealth-r4, plain, crisis-plan/every-section"
  })
  void whatIsExplainedWithoutARecordIsWhatIsFoundWithOne(
      String statement, String persona, String name) {
    assumeTrue(Offers.isThere(statement));
    var offer = Offer.of(Offers.real(statement)).under(PersonaReader.shipped(persona));
    var told = DisclosedRecord.named(name);

    var plan = FITTING.plan(handover(told, offer));

    assertThat(FITTING.explain(told.record().kind(), offer))
        .filteredOn(Choice::taken)
        .extracting(Choice::form)
        .contains(plan.form());
  }

  @Test
  void theReasonsAreWordsThatThoseWhoRunThePartnersSystemUnderstand() {
    var statement = Offers.everything();
    statement
        .getRestFirstRep()
        .getResource()
        .removeIf(type -> type.getType().matches("Task|CarePlan|Consent"));
    var offer = Offer.of(statement);

    assertThat(lines(RecordKind.CRISIS_PLAN, offer))
        .isEqualTo(
            """
            graph: no, CarePlan cannot be created there
            single-writes: no, CarePlan cannot be created there
            parts: yes, for records that have one of: Observation, Procedure
            document: yes
            message: yes
            fhir-message: no, no messages of FHIR messaging are taken there
            by-hand: yes, always possible\
            """);
    assertThat(lines(RecordKind.REFERRAL, offer))
        .startsWith(
            """
            graph: yes, for records without Consent, Task
            single-writes: yes, for records without Consent, Task
            parts: yes, the document and ServiceRequest
            """);
  }

  @Test
  void withEachRefusalTheFormFallsUntilItIsByHand() {
    var told = DisclosedRecord.named("referral/mobile-crisis");
    var statement = Offers.everything();
    statement.addMessaging();
    var offer = Offer.of(statement);
    var refusals =
        Stream.of(
            new Refusal("", "transaction"),
            new Refusal("Task", "create"),
            new Refusal("ServiceRequest", "search-type"),
            new Refusal("DocumentReference", "create"),
            new Refusal("Communication", "create"),
            new Refusal("", "$process-message"));

    var forms = new ArrayList<Form>();
    forms.add(FITTING.plan(handover(told, offer)).form());
    for (var refusal : refusals.toList()) {
      offer = offer.without(List.of(refusal));
      forms.add(FITTING.plan(handover(told, offer)).form());
    }

    assertThat(forms).containsExactly(Form.values());
  }

  private static String lines(RecordKind kind, Offer offer) {
    return FITTING.explain(kind, offer).stream().map(Choice::toString).collect(joining("\n"));
  }

  private static Stream<DisclosedRecord> told(String kind) {
    return DisclosedRecord.all().stream().filter(told -> told.record().kind().word().equals(kind));
  }

  private static Handover handover(DisclosedRecord told, Offer offer) {
    return Handover.first(told.disclosed(), told.audience(), "Patient/123", offer);
  }
}
