package org.warmhandoff.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.warmhandoff.fit.Tailor.Tailored;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.PersonaReader;

class TailorTest {

  private static final String URL = "https://somebody.example/extension";

  private final Observation observation = new Observation();
  private final CarePlan carePlan = new CarePlan();

  private static Tailored tailored(String elements, DomainResource resource) {
    return tailored(elements, resource, false);
  }

  private static Tailored tailored(String elements, DomainResource resource, boolean whole) {
    var json = "{\"elements\": " + elements.replace('\'', '"') + "}";
    return new Tailor(PersonaReader.read(json.getBytes(UTF_8))).tailored(resource, whole);
  }

  @Test
  void anElementThatIsNotSentIsCutAndNamedAndTheOriginalStays() {
    observation.addFocus(new Reference("Patient/1")).addFocus(new Reference("Patient/2"));
    observation.setValue(new StringType("yes"));

    var tailored = tailored("{'never': ['Observation.focus']}", observation);

    var sent = (Observation) tailored.resource().orElseThrow();
    assertThat(sent.hasFocus()).isFalse();
    assertThat(sent.hasValue()).isTrue();
    assertThat(tailored.cut()).containsExactly("Observation.focus");
    assertThat(observation.getFocus()).hasSize(2);
  }

  @Test
  void whatIsNotThereIsNotCut() {
    assertThat(tailored("{'never': ['Observation.focus']}", observation).cut()).isEmpty();
    assertThat(tailored("{'never': ['Observation.focus']}", carePlan).cut()).isEmpty();
  }

  @Test
  void anElementOfSeveralTypesIsCutByTheNameOfOneOfThem() {
    observation.setValue(new StringType("yes"));

    assertThat(tailored("{'never': ['Observation.valueString']}", observation).cut())
        .containsExactly("Observation.valueString");
    assertThat(tailored("{'never': ['Observation.valueQuantity']}", observation).cut()).isEmpty();
  }

  @Test
  void anElementFurtherDownIsCutWhereverItIs() {
    carePlan.addActivity().getDetail().setDescription("one");
    carePlan.addActivity().getDetail().setDescription("two");

    var sent =
        (CarePlan)
            tailored("{'never': ['CarePlan.activity.detail.description']}", carePlan)
                .resource()
                .orElseThrow();

    assertThat(sent.getActivity()).noneMatch(activity -> activity.getDetail().hasDescription());
  }

  @Test
  void withoutAnElementThatChangesWhatTheRestMeansNothingIsSent() {
    var request = new ServiceRequest().setDoNotPerform(true);

    var tailored = tailored("{'never': ['ServiceRequest.doNotPerform']}", request);

    assertThat(tailored.resource()).isEmpty();
    assertThat(tailored.why()).isEqualTo("ServiceRequest.doNotPerform may not be sent there");
  }

  @Test
  void aResourceWithAModifierExtensionThatMayNotBeSentIsNotSentWithoutIt() {
    carePlan.addActivity().addModifierExtension().setUrl(URL).setValue(new BooleanType(true));

    assertThat(tailored("{'modifierExtensions': false}", carePlan).resource()).isEmpty();
    assertThat(tailored("{'modifierExtensions': true}", carePlan).resource()).isPresent();
    assertThat(tailored("{'modifierExtensions': false}", new CarePlan()).resource()).isPresent();
  }

  @Test
  void extensionsAreDroppedWhereverTheyAre() {
    observation.addExtension().setUrl(URL);
    observation.addContained(new CarePlan().setTitleElement(extended("plan")));
    observation.setValue(extended("yes"));

    var tailored = tailored("{'extensions': false}", observation);

    var sent = (Observation) tailored.resource().orElseThrow();
    assertThat(sent.hasExtension()).isFalse();
    assertThat(sent.getValue().hasExtension()).isFalse();
    assertThat(((CarePlan) sent.getContained().get(0)).getTitleElement().hasExtension()).isFalse();
    assertThat(tailored.cut()).containsExactly("Observation.extension");
    assertThat(tailored("{}", observation).resource())
        .hasValueSatisfying(whole -> assertThat(whole.hasExtension()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({"10, 0123456789", "11, 0123456789A", "12, 0123456789AB"})
  void aStringThatIsLongEnoughStaysWhole(int longest, String text) {
    carePlan.setTitle(text);

    var tailored = tailored("{'longest': {'CarePlan.title': " + longest + "}}", carePlan, true);

    assertThat(((CarePlan) tailored.resource().orElseThrow()).getTitle()).isEqualTo(text);
    assertThat(tailored.cut()).isEmpty();
  }

  @Test
  void aStringThatIsTooLongIsCutOnlyWhereTheDocumentHasTheWhole() {
    carePlan.setTitle("0123456789ABCDEF");
    var rule = "{'longest': {'CarePlan.title': 12}}";

    var cut = tailored(rule, carePlan, true);
    var refused = tailored(rule, carePlan, false);

    assertThat(((CarePlan) cut.resource().orElseThrow()).getTitle()).isEqualTo("012345 [...]");
    assertThat(cut.cut()).containsExactly("CarePlan.title [cut]");
    assertThat(refused.resource()).isEmpty();
    assertThat(refused.why()).isEqualTo("CarePlan.title is too long for there");
  }

  @Test
  void noCharacterIsCutInTwo() {
    carePlan.setTitle("01234\uD83D\uDE00789ABCDEF");

    var cut = tailored("{'longest': {'CarePlan.title': 12}}", carePlan, true);

    assertThat(((CarePlan) cut.resource().orElseThrow()).getTitle()).isEqualTo("01234 [...]");
  }

  @Test
  void aPayloadIsCutByTheNameOfItsType() {
    var message = new Communication();
    message.addPayload().setContent(new StringType("0123456789ABCDEF"));
    message.addPayload().setContent(new Attachment().setTitle("0123456789ABCDEF"));

    var cut = tailored("{'longest': {'Communication.payload.contentString': 12}}", message, true);

    var sent = (Communication) cut.resource().orElseThrow();
    assertThat(sent.getPayload().get(0).getContentStringType().getValue())
        .isEqualTo("012345 [...]");
    assertThat(sent.getPayload().get(1).getContentAttachment().getTitle()).hasSize(16);
  }

  @Test
  void bytesAreNeverCut() {
    var document = new DocumentReference();
    document.addContent().getAttachment().setData(new byte[11]);
    var path = "DocumentReference.content.attachment.data";

    assertThat(tailored("{'longest': {'" + path + "': 10}}", document, true).resource()).isEmpty();
    assertThat(tailored("{'longest': {'" + path + "': 11}}", document, true).resource())
        .isPresent();
  }

  @Test
  void aCodeIsNeverCut() {
    carePlan.setLanguage("0123456789ABCDEF");

    assertThat(tailored("{'longest': {'CarePlan.language': 12}}", carePlan, true).resource())
        .isEmpty();
  }

  @Test
  void whatIsLargerThanARequestMayBeIsNotSent() {
    carePlan.setTitle("0123456789ABCDEF");
    var length = "{\"resourceType\":\"CarePlan\",\"title\":\"0123456789ABCDEF\"}".length();

    assertThat(new Tailor(upTo(length)).tailored(carePlan, true).resource()).isPresent();
    assertThat(new Tailor(upTo(length - 1)).tailored(carePlan, true).resource()).isEmpty();
  }

  private static StringType extended(String text) {
    var string = new StringType(text);
    string.addExtension().setUrl(URL);
    return string;
  }

  private static Persona upTo(int bytes) {
    return PersonaReader.read(("{\"wire\": {\"largestBody\": " + bytes + "}}").getBytes(UTF_8));
  }
}
