package org.warmhandoff.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DocumentReference.DocumentRelationshipType;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Offers;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.PersonaReader;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/** A version of a plan that goes to a partner who holds an earlier one. */
class VersionsTest {

  private static final Fitting FITTING =
      new Fitting(DisclosedRecord.MAPPINGS, DisclosedRecord.PROGRAM);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DisclosedRecord every = DisclosedRecord.named("crisis-plan/every-section");
  private final int version = every.record().version();

  @Test
  void aContactWhoIsNotToBeCalledAnyMoreIsTakenBackInSingleWrites() {
    var there = plan(Offer.of(Offers.oneByOne()), held(Form.SINGLE_WRITES));

    var gone = there.steps().stream().filter(step -> step.way() == Way.UPDATE_IF_THERE).toList();
    assertThat(gone).extracting(Step::type).containsOnly("RelatedPerson").isNotEmpty();
    assertThat(gone)
        .allSatisfy(step -> assertThat(((RelatedPerson) step.resource()).getActive()).isFalse());
    assertThat(there.leftOut()).containsExactly("Provenance: its id cannot be given there");
  }

  @Test
  void soItIsInPartsAndInTheGraph() {
    var parts = Offer.of(Offers.oneByOne()).without(List.of(new Refusal("CareTeam", "create")));
    var there = plan(parts, held(Form.PARTS));
    assertThat(there.form()).isEqualTo(Form.PARTS);
    assertThat(there.steps())
        .filteredOn(step -> step.way() == Way.UPDATE_IF_THERE)
        .extracting(Step::type)
        .containsOnly("RelatedPerson")
        .isNotEmpty();

    var graph = plan(Offer.of(Offers.everything()), held(Form.GRAPH));
    assertThat(graph.steps())
        .filteredOn(step -> step.resource() instanceof RelatedPerson)
        .isNotEmpty()
        .allSatisfy(
            step -> {
              assertThat(step.way()).isEqualTo(Way.CONDITIONAL_UPDATE);
              assertThat(((RelatedPerson) step.resource()).getActive()).isFalse();
            });
  }

  @Test
  void aDocumentTakesThePlaceOfTheOneThatIsThere() {
    var offer = Offer.of(Offers.oneByOne()).under(onlyDocuments());

    var there = plan(offer, held(Form.DOCUMENT, "DocumentReference/77"));

    assertThat(there.form()).isEqualTo(Form.DOCUMENT);
    var document = (DocumentReference) there.steps().get(0).resource();
    var replaces = document.getRelatesToFirstRep();
    assertThat(replaces.getCode()).isEqualTo(DocumentRelationshipType.REPLACES);
    assertThat(replaces.getTarget().getReference()).isEqualTo("DocumentReference/77");
    assertSuperseded(there, "DocumentReference/77");
  }

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"GRAPH", "SINGLE_WRITES", "PARTS", "DOCUMENT", "MESSAGE", "FHIR_MESSAGE"})
  void whateverTheFormIsNowTheDocumentThatIsThereIsSuperseded(Form now) {
    var statement = Offers.everything();
    statement.addMessaging().setDocumentation("anything");

    var there =
        FITTING.plan(
            handover(Offer.of(statement)).after(held(Form.DOCUMENT, "DocumentReference/77")), now);

    assertThat(there.form()).isEqualTo(now);
    assertSuperseded(there, "DocumentReference/77");
    assertThat(there.steps()).filteredOn(Step::main).hasSize(1);
  }

  @Test
  void aDocumentAmongPartsIsFoundByItsIdentifier() {
    var there = plan(Offer.of(Offers.oneByOne()), held(Form.PARTS, "CarePlan/5"));

    assertSuperseded(there, null);
  }

  @Test
  void whereDocumentsCannotBeChangedItIsSaidThatTheOldOneStays() {
    var there = plan(Offer.of(Offers.documents()), held(Form.DOCUMENT, "DocumentReference/77"));

    assertThat(there.steps()).hasSize(1);
    assertThat(there.leftOut())
        .contains("DocumentReference of version " + version + ": stays there as it was");
    assertThat(there.stale()).as("a document says of itself which version it is").isEmpty();
  }

  @Test
  void whatWasWrittenInItsOwnKindAndCannotBeAnyMoreIsSaidToStay() {
    var there = plan(Offer.of(Offers.documents()), held(Form.GRAPH, "CarePlan/5"));

    assertThat(there.leftOut())
        .contains(
            "CarePlan of version " + version + ": stays there as it was",
            "RelatedPerson of version " + version + ": stays there as it was");
    assertThat(there.stale())
        .containsExactly("CarePlan of version " + version + ": stays there as it was");
  }

  @Test
  void whatIsTheParticipantsIsMeantToStay() {
    var event = DisclosedRecord.named("crisis-event/every-deed");
    var newer = next("crisis-event/every-deed");
    var first =
        Handover.first(
            Supposed.everything(newer, event.participant()),
            event.audience(),
            "Patient/123",
            Offer.of(Offers.documents()));

    var there =
        FITTING.plan(first.after(HeldEdition.first(event.record(), Form.GRAPH, Optional.empty())));

    assertThat(there.leftOut())
        .contains("Consent", "RelatedPerson")
        .anyMatch(line -> line.startsWith("Flag of version"))
        .noneMatch(line -> line.startsWith("Consent of version"))
        .noneMatch(line -> line.startsWith("RelatedPerson of version"));
  }

  @Test
  void ofPartsTheSameIsSaidOfThoseThatThePartnerSaidItTakes() {
    var offer =
        Offer.of(Offers.oneByOne())
            .under(PersonaReader.shipped("epic-like"))
            .without(
                List.of(
                    new Refusal("CarePlan", "update"),
                    new Refusal("Procedure", "update"),
                    new Refusal("Observation", "update")));

    var there = plan(offer, held(Form.PARTS, "CarePlan/5"));

    assertThat(there.form()).isEqualTo(Form.DOCUMENT);
    assertThat(there.leftOut())
        .contains("CarePlan of version " + version + ": stays there as it was")
        .noneMatch(line -> line.startsWith("Task of version"));
  }

  @Test
  void byHandNothingIsSupersededAsNothingTakesItsPlace() {
    var there =
        FITTING.plan(
            handover(Offer.of(Offers.everything()))
                .after(held(Form.DOCUMENT, "DocumentReference/77")),
            Form.BY_HAND);

    assertThat(there.steps()).isEmpty();
    assertThat(there.leftOut())
        .contains("DocumentReference of version " + version + ": stays there as it was");
  }

  @ParameterizedTest
  @EnumSource(value = Form.class, mode = Mode.EXCLUDE, names = "BY_HAND")
  void theSameVersionOnceMoreReplacesNothing(Form form) {
    var statement = Offers.everything();
    statement.addMessaging().setDocumentation("anything");
    var first =
        Handover.first(every.disclosed(), every.audience(), "Patient/1", Offer.of(statement));

    var again = FITTING.plan(first.after(held(form, "DocumentReference/77")), form);

    assertThat(again.leftOut()).isEqualTo(FITTING.plan(first, form).leftOut());
    assertThat(again.steps())
        .extracting(Step::fullUrl, Step::way)
        .isEqualTo(
            FITTING.plan(first, form).steps().stream()
                .map(step -> tuple(step.fullUrl(), step.way()))
                .toList());
  }

  private void assertSuperseded(WritePlan plan, String reference) {
    var last = plan.steps().get(plan.steps().size() - 1);
    assertThat(last.way()).isEqualTo(Way.SUPERSEDE);
    assertThat(last.main()).isFalse();
    assertThat(last.identifier().getValue()).isEqualTo(every.record().id() + "-v" + version);
    var document = (DocumentReference) last.resource();
    assertThat(document.getStatus()).isEqualTo(DocumentReferenceStatus.SUPERSEDED);
    assertThat(document.getId()).isEqualTo(reference);
    assertThat(document.hasContent()).isFalse();
  }

  private static Persona onlyDocuments() {
    var types =
        Offers.TYPES.stream()
            .filter(type -> !type.equals("DocumentReference"))
            .map(type -> "\"" + type + "\": {\"interactions\": []}")
            .toList();
    return PersonaReader.read(
        ("{\"takes\": {\"types\": {" + String.join(",", types) + "}}}").getBytes(UTF_8));
  }

  private HeldEdition held(Form form) {
    return HeldEdition.first(every.record(), form, Optional.empty());
  }

  private HeldEdition held(Form form, String remote) {
    return HeldEdition.first(every.record(), form, Optional.of(remote));
  }

  private WritePlan plan(Offer offer, HeldEdition earlier) {
    return FITTING.plan(handover(offer).after(earlier));
  }

  /** The next version, in which nobody is to be called. */
  private Handover handover(Offer offer) {
    return Handover.first(
        Supposed.everything(next("crisis-plan/every-section"), every.participant()),
        every.audience(),
        "Patient/123",
        offer);
  }

  private static ProgramRecord next(String name) {
    try {
      var file = Path.of("..", "fixtures", "cases", name, "1-record.json");
      var json = (ObjectNode) JSON.readTree(Files.readString(file, UTF_8));
      json.put("version", json.get("version").asInt() + 1);
      json.remove("keyContacts");
      var reading = new RecordReader().read(JSON.writeValueAsBytes(json));
      return ((Valid) reading).record();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
