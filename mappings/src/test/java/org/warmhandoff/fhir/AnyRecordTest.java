package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Reference;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.cases.Programs;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.disclosure.RedisclosureNotice;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Edition;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.terminology.Terminology;

/** What holds of every record that its schema allows. */
class AnyRecordTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Mappings MAPPINGS =
      new Mappings(Programs.BRIDGEWATER, Terminology.shipped());

  /** What somebody wrote: it begins and ends with the same mark. */
  private static final Pattern WRITTEN = Pattern.compile("(?s)(q[0-9a-z]+z).* \\1");

  private static final Pattern CHARACTER = Pattern.compile("&#x([0-9A-Fa-f]+);");

  private static final Set<String> PLACES = Set.of("location", "presentLocation", "address");

  @Provide
  Arbitrary<Sampled> records() {
    return Arbitraries.randomValue(
        random -> Sampled.of(new Random(random.nextLong() ^ Long.getLong("fuzz.seed", 0))));
  }

  @Property(seed = "1")
  void everyRecordMapsToTheSameBytesEachTime(@ForAll("records") Sampled sampled) {
    assertThat(outgoing(all(sampled)).text()).isEqualTo(outgoing(all(sampled.again())).text());
  }

  @Property(seed = "1", tries = 30)
  void everyRecordMakesADocumentOfEachForm(@ForAll("records") Sampled sampled) {
    for (var format : DocumentFormat.values()) {
      assertThat(document(sampled, format)).isNotEmpty().isEqualTo(document(sampled, format));
    }
  }

  @Property(seed = "1")
  void nothingThatTheRecordSaysIsDropped(@ForAll("records") Sampled sampled) throws Exception {
    var outgoing = outgoing(all(sampled));
    var bundle = JSON.readTree(Outgoing.json(outgoing.bundle()));
    var narratives = unmarked(texts(bundle, "div").collect(joining("\n")));
    var elements = bare(elements(bundle).collect(joining("\n")).replace("&lt;", "<"));
    var page = unmarked(outgoing.page());

    for (var written : written(told(sampled.json())).map(AnyRecordTest::bare).toList()) {
      assertThat(narratives).contains(written);
      assertThat(elements).contains(written);
      assertThat(page).contains(written);
    }
  }

  @Property(seed = "1")
  void everyReferenceResolves(@ForAll("records") Sampled sampled) {
    assertResolved(outgoing(underAll(sampled)).bundle());
  }

  @Property(seed = "1")
  void everyReferenceResolvesWhenAVersionTakesThePlaceOfAnother(
      @ForAll("records") Sampled earlier, @ForAll("records") Sampled other) {
    var json = other.json().deepCopy().put("id", earlier.record().id());
    var record = Sampled.read(json).filter(read -> read.kind() == earlier.record().kind());
    if (record.isPresent()) {
      var later = new Sampled(record.get(), json, other.participant(), json);

      var graph = outgoing(all(later)).graph().replacing(outgoing(all(earlier)).graph());

      assertThat(graph.entries()).extracting(Entry::fullUrl).doesNotHaveDuplicates();
      assertResolved(graph.transaction());
    }
  }

  @Property(seed = "1")
  void aPlaceThatMayNotBeKnownStandsNowhere(@ForAll("records") Sampled sampled) {
    if (!(without(Sensitivity.LOCATION, sampled) instanceof Disclosed disclosed)) {
      throw new AssertionError("a record can be told without the place");
    }

    var text = outgoing(disclosed).text();

    assertThat(text).doesNotContain("Where the participant", "last-confirmed", "Location");
    Stream.concat(places(sampled.json()), places(sampled.about()))
        .map(AnyRecordTest::mark)
        .forEach(place -> assertThat(text).doesNotContain(place));
  }

  @Property(seed = "1")
  void substanceUseThatMayNotBeKnownStandsNowhereOrNothingIsTold(
      @ForAll("records") Sampled sampled) {
    if (!(without(Sensitivity.SUBSTANCE_USE, sampled) instanceof Disclosed disclosed)) {
      return;
    }

    // what ICD-10 calls a psychosis of no known cause
    var text = outgoing(disclosed).text().replace("not due to a substance", "");

    assertThat(text)
        .doesNotContain(
            "42CFRPart2",
            "\"SUD\"",
            "\"ETH\"",
            "relapse",
            "Relapse",
            RedisclosureNotice.shortOne().text())
        .doesNotContainIgnoringCase("substance");
    Stream.of(
            marked(sampled.json()), byPointer(sampled.json()), markedOfParticipant(sampled.about()))
        .flatMap(written -> written)
        .map(AnyRecordTest::mark)
        .forEach(mark -> assertThat(text).doesNotContain(mark));
  }

  /** Of records that say of themselves that they tell of it, nothing is told at all. */
  @Property(seed = "1")
  void whatIsNotMarkedIsToldToThoseWhoMayNotKnowOfSubstanceUse(@ForAll("records") Sampled sampled)
      throws Exception {
    if (!(without(Sensitivity.SUBSTANCE_USE, sampled) instanceof Disclosed disclosed)) {
      return;
    }
    var kept = told(sampled.json());
    unmark(kept);

    var text = bare(elements(disclosed));

    written(kept).map(AnyRecordTest::bare).forEach(written -> assertThat(text).contains(written));
  }

  private static String elements(Disclosed disclosed) throws Exception {
    var bundle = JSON.readTree(Outgoing.json(outgoing(disclosed).bundle()));
    return elements(bundle).collect(joining("\n")).replace("&lt;", "<");
  }

  private static final Set<String> DIAGNOSES_OF_SUBSTANCE_USE =
      Set.of(
          "substance-abuse",
          "alcohol-dependence",
          "opioid-dependence",
          "alcohol-withdrawal",
          "drug-withdrawal",
          "intentional-overdose");

  /** Takes away what is marked as substance use, and diagnoses of it. */
  private static void unmark(ObjectNode record) {
    for (var mark : record.path("marked")) {
      record.remove(mark.path("at").asText().split("/", 3)[1]);
    }
    record.remove("relapsePrevention");
    if (record.path("environment") instanceof ObjectNode environment) {
      environment.remove("substances");
    }
    for (var each = record.path("conditions").iterator(); each.hasNext(); ) {
      if (DIAGNOSES_OF_SUBSTANCE_USE.contains(each.next().path("what").asText())) {
        each.remove();
      }
    }
    for (var list : List.of("keyContacts", "professionals")) {
      for (var each = record.path(list).iterator(); each.hasNext(); ) {
        if (each.next().path("substanceUse").asBoolean()) {
          each.remove();
        }
      }
    }
  }

  @Property(seed = "1")
  void aPlanThatMayNotBeKnownIsNeverMentioned(@ForAll("records") Sampled sampled) {
    var disclosure = without(Sensitivity.SAFETY_PLAN, sampled);
    if (sampled.record() instanceof CrisisPlan) {
      assertThat(disclosure).isInstanceOf(Disclosure.Nothing.class);
      return;
    }

    assertThat(outgoing((Disclosed) disclosure).text())
        .doesNotContainIgnoringCase("crisis plan")
        .doesNotContainIgnoringCase("safety plan")
        .doesNotContain("crisis-plan", "safety-plan", "CarePlan");
  }

  private static Outgoing outgoing(Disclosed disclosed) {
    return Outgoing.of(disclosed, Audience.ANYBODY);
  }

  private static Disclosed all(Sampled sampled) {
    return Supposed.everything(sampled.record(), sampled.participant());
  }

  private static Disclosed underAll(Sampled sampled) {
    return Supposed.everything(
        sampled.record(), sampled.participant(), sampled.participant().consents());
  }

  private static Disclosure without(Sensitivity withheld, Sampled sampled) {
    return Supposed.knowing(
        sampled.record(),
        sampled.participant(),
        EnumSet.complementOf(EnumSet.of(withheld)),
        sampled.participant().consents());
  }

  private static byte[] document(Sampled sampled, DocumentFormat format) {
    return MAPPINGS
        .document(all(sampled), Audience.ANYBODY, format, Optional.of(Edition.first(1)))
        .getContentFirstRep()
        .getAttachment()
        .getData();
  }

  private static void assertResolved(Bundle bundle) {
    var names = bundle.getEntry().stream().map(entry -> entry.getFullUrl()).collect(toSet());
    for (var entry : bundle.getEntry()) {
      var resource = (DomainResource) entry.getResource();
      var contained =
          resource.getContained().stream().map(one -> "#" + one.getIdPart()).collect(toSet());
      assertThat(Outgoing.elements(resource, Reference.class))
          .allSatisfy(reference -> assertThat(resolves(reference, names, contained)).isTrue());
    }
  }

  /** Within the bundle or the resource; else it is named, so that it can be found or read. */
  private static boolean resolves(Reference reference, Set<String> names, Set<String> contained) {
    return reference.hasReference()
        ? names.contains(reference.getReference()) || contained.contains(reference.getReference())
        : reference.hasIdentifier() || reference.hasDisplay();
  }

  /** On what ground somebody is told without consent is kept by the program. */
  private static ObjectNode told(ObjectNode record) {
    var told = record.deepCopy();
    told.remove(List.of("emergencyDisclosure", "threatDisclosure"));
    return told;
  }

  private static Stream<String> written(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.asText()).filter(text -> WRITTEN.matcher(text).matches())
        : children(node).flatMap(AnyRecordTest::written);
  }

  private static Stream<String> places(JsonNode record) {
    return record.properties().stream()
        .filter(property -> PLACES.contains(property.getKey()))
        .flatMap(property -> written(property.getValue()));
  }

  /** What a plan marks as substance use. */
  private static Stream<String> marked(ObjectNode record) {
    var people =
        Stream.of("keyContacts", "professionals")
            .flatMap(list -> children(record.path(list)))
            .filter(person -> person.path("substanceUse").asBoolean());
    return Stream.concat(
            Stream.of(record.path("relapsePrevention"), record.at("/environment/substances")),
            people)
        .flatMap(AnyRecordTest::written);
  }

  /** What the program marks as substance use. */
  private static Stream<String> byPointer(ObjectNode record) {
    return children(record.path("marked"))
        .filter(mark -> mark.path("as").asText().equals("substance-use"))
        .flatMap(mark -> written(record.at(mark.path("at").asText())));
  }

  /** Emergency contacts whose names tell of substance use. */
  private static Stream<String> markedOfParticipant(JsonNode participant) {
    return Stream.of("emergencyContacts", "allergies")
        .flatMap(list -> children(participant.path(list)))
        .filter(person -> person.path("substanceUse").asBoolean())
        .flatMap(AnyRecordTest::written);
  }

  private static Stream<String> texts(JsonNode node, String name) {
    return Stream.concat(
        node.has(name) ? Stream.of(node.get(name).asText()) : Stream.empty(),
        children(node).flatMap(child -> texts(child, name)));
  }

  /** Everything but narratives and documents. */
  private static Stream<String> elements(JsonNode node) {
    if (node.isTextual()) {
      return Stream.of(node.asText());
    }
    return node.isObject()
        ? node.properties().stream()
            .filter(property -> !List.of("div", "data").contains(property.getKey()))
            .flatMap(property -> elements(property.getValue()))
        : children(node).flatMap(AnyRecordTest::elements);
  }

  private static Stream<JsonNode> children(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  /** Without white space, which differs from form to form. */
  private static String bare(String text) {
    return text.replaceAll("\\s", "");
  }

  private static String unmarked(String markup) {
    var text = markup.replaceAll("</?[a-z][a-z0-9]*( [^>]*)?/?>", "");
    return bare(
        CHARACTER
            .matcher(text)
            .replaceAll(AnyRecordTest::character)
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&amp;", "&"));
  }

  private static String mark(String written) {
    return written.substring(0, written.indexOf('z') + 1);
  }

  private static String character(MatchResult entity) {
    return Matcher.quoteReplacement(Character.toString(Integer.parseInt(entity.group(1), 16)));
  }
}
