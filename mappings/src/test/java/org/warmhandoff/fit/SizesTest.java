package org.warmhandoff.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Offers;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.PersonaReader;

/** How documents and messages are made to fit. */
class SizesTest {

  private static final Fitting FITTING =
      new Fitting(DisclosedRecord.MAPPINGS, DisclosedRecord.PROGRAM);

  private final DisclosedRecord plan = DisclosedRecord.named("crisis-plan/every-section");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                           |      | text/html",
        "{}                                           | PDF  | application/pdf",
        "{'documents': {'formats': ['pdf', 'html']}}  |      | application/pdf",
        "{'documents': {'formats': ['pdf', 'html']}}  | HTML | text/html",
        "{'documents': {'formats': ['pdf', 'html']}}  | TEXT | application/pdf",
        "{'documents': {'formats': ['text']}}         | PDF  | text/plain"
      })
  void aDocumentIsInTheFormatThatIsWishedIfItIsShownElseInTheBestThatIs(
      String rules, String wished, String contentType) {
    var offer = Offer.of(Offers.documents()).under(persona(rules.replace('\'', '"')));
    var handover = handover(plan, offer);

    var there =
        FITTING.plan(wished == null ? handover : handover.wishing(DocumentFormat.valueOf(wished)));

    assertThat(contentType(there.steps().get(0).resource())).isEqualTo(contentType);
  }

  @Test
  void aDocumentThatIsTooLargeInOneFormatIsSentInAnother() {
    var text = size(DocumentFormat.TEXT);
    assertThat(size(DocumentFormat.HTML)).isGreaterThan(text);

    var there = FITTING.plan(handover(plan, documentsUpTo(text)));

    assertThat(contentType(there.steps().get(0).resource())).isEqualTo("text/plain");
  }

  @Test
  void aDocumentThatIsTooLargeInEveryFormatIsNotSent() {
    var there = FITTING.plan(handover(plan, documentsUpTo(size(DocumentFormat.TEXT) - 1)));

    assertThat(there.form()).isEqualTo(Form.BY_HAND);
    assertThat(there.why())
        .filteredOn(choice -> choice.form() == Form.DOCUMENT)
        .singleElement()
        .asString()
        .isEqualTo(
            "document: no, the document DocumentReference.content.attachment.data is too long for"
                + " there");
  }

  @Test
  void aDocumentThatLacksWhatIsRequiredThereIsNotSent() {
    var offer =
        Offer.of(Offers.documents())
            .under(
                persona(
                    "{\"documents\": {\"required\": [\"DocumentReference.context.encounter\"]}}"));

    assertThat(FITTING.plan(handover(plan, offer)).form()).isEqualTo(Form.BY_HAND);
  }

  @Test
  void aMessageThatIsTooLongGoesWithTheWholeTextInOneOfItsTwoKinds() {
    var offer =
        Offer.of(Offers.messages())
            .under(
                persona(
                    "{\"elements\": {\"longest\": {\"Communication.payload.contentString\":"
                        + " 200}}}"));

    var there = FITTING.plan(handover(plan, offer));

    assertThat(there.form()).isEqualTo(Form.MESSAGE);
    assertThat(there.leftOut()).contains("Communication.payload");
    var message = (Communication) there.steps().get(0).resource();
    assertThat(message.getPayload()).hasSize(2);
    assertThat(message.getPayload().get(1).hasContentAttachment()).isTrue();
  }

  @Test
  void aMessageThatIsTooLongInEveryKindIsNotSent() {
    var offer =
        Offer.of(Offers.messages())
            .under(
                persona(
                    "{\"elements\": {\"longest\": {\"Communication.payload.contentString\":"
                        + " 20}}}"));

    assertThat(FITTING.plan(handover(plan, offer)).form()).isEqualTo(Form.BY_HAND);
  }

  @Test
  void aTransactionThatIsTooLargeIsWrittenOneByOne() {
    var offer =
        Offer.of(Offers.everything()).under(persona("{\"wire\": {\"largestBody\": 20000}}"));

    var there = FITTING.plan(handover(plan, offer));

    assertThat(there.form()).isEqualTo(Form.SINGLE_WRITES);
    assertThat(there.why().get(0)).asString().startsWith("graph: no, the transaction is larger");
  }

  @Test
  void whatIsCutNowhereElseIsCutBesideTheDocumentThatHasTheWhole() {
    var rules = persona("{\"elements\": {\"longest\": {\"CarePlan.title\": 10}}}");

    var there = FITTING.plan(handover(plan, Offer.of(Offers.everything()).under(rules)));

    assertThat(there.form()).isEqualTo(Form.PARTS);
    assertThat(there.leftOut()).contains("CarePlan.title [cut]");
    assertThat(there.why())
        .extracting(Choice::toString)
        .startsWith(
            "graph: no, not without what is left out: CarePlan: CarePlan.title is too long for"
                + " there",
            "single-writes: no, not without what is left out: CarePlan: CarePlan.title is too"
                + " long for there");
  }

  @Test
  void withoutItsMainResourceThereIsNoMessageOfFhirMessaging() {
    var rules = persona("{\"elements\": {\"longest\": {\"CarePlan.title\": 10}}}");

    var there = FITTING.plan(handover(plan, Offer.of(Offers.fhirMessages()).under(rules)));

    assertThat(there.form()).isEqualTo(Form.BY_HAND);
  }

  @Test
  void aResourceThatMayNotBeSentIsNotReferredTo() {
    var rules = persona("{\"elements\": {\"longest\": {\"RelatedPerson.name.text\": 10}}}");

    var there = FITTING.plan(handover(plan, Offer.of(Offers.everything()).under(rules)));

    assertThat(there.form()).isEqualTo(Form.GRAPH);
    assertThat(there.leftOut())
        .anyMatch(line -> line.startsWith("RelatedPerson") && line.endsWith("too long for there"));
    var sent = there.steps().stream().map(Step::fullUrl).toList();
    assertThat(there.steps())
        .allSatisfy(step -> assertThat(sent).containsAll(References.of(step.resource())));
  }

  @Test
  void aPageThatTakesThePlaceOfAPdfIsSentOnlyWherePagesAreShown() {
    var told = DisclosedRecord.named("crisis-plan/right-to-left");
    var pdfs = Offer.of(Offers.documents()).under(shows("pdf"));
    var pdfsAndTexts = Offer.of(Offers.documents()).under(shows("pdf\", \"text"));

    assertThat(FITTING.plan(handover(told, pdfs)).form()).isEqualTo(Form.BY_HAND);
    assertThat(contentType(FITTING.plan(handover(told, pdfsAndTexts)).steps().get(0).resource()))
        .isEqualTo("text/plain");
  }

  private static Persona shows(String formats) {
    return persona("{\"documents\": {\"formats\": [\"" + formats + "\"]}}");
  }

  private Offer documentsUpTo(int bytes) {
    return Offer.of(Offers.documents())
        .under(
            persona(
                "{\"elements\": {\"longest\": {\"DocumentReference.content.attachment.data\": "
                    + bytes
                    + "}}}"));
  }

  private int size(DocumentFormat format) {
    var document =
        DisclosedRecord.MAPPINGS.document(
            plan.disclosed(), plan.audience(), format, Optional.empty());
    return document.getContentFirstRep().getAttachment().getSize();
  }

  private static Handover handover(DisclosedRecord told, Offer offer) {
    return Handover.first(told.disclosed(), told.audience(), "Patient/123", offer);
  }

  private static String contentType(Resource document) {
    return ((DocumentReference) document).getContentFirstRep().getAttachment().getContentType();
  }

  private static Persona persona(String json) {
    return PersonaReader.read(json.getBytes(UTF_8));
  }
}
