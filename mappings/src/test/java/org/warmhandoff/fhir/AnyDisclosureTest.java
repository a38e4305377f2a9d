package org.warmhandoff.fhir;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.cases.Outgoing;
import org.warmhandoff.disclosure.Circumstances;
import org.warmhandoff.disclosure.ConsentTable;
import org.warmhandoff.disclosure.Disclosed;
import org.warmhandoff.disclosure.Disclosure;
import org.warmhandoff.disclosure.FormerDisclosure;
import org.warmhandoff.disclosure.Recipient;
import org.warmhandoff.disclosure.RecipientKind;
import org.warmhandoff.disclosure.Supposed;
import org.warmhandoff.disclosure.WithheldPart;
import org.warmhandoff.fhir.base.Audience;
import org.warmhandoff.fhir.base.Entry;
import org.warmhandoff.record.PartnerRole;
import org.warmhandoff.record.Sensitivity;

/** What holds of every disclosure, whatever the record and the consents. */
class AnyDisclosureTest {

  private static final FhirContext R4 = FhirContext.forR4Cached();

  private static final Set<Sensitivity> ALL = EnumSet.allOf(Sensitivity.class);

  /** What somebody wrote begins with a mark of its own. */
  private static final Pattern MARK = Pattern.compile("q[0-9a-z]+z(?= )");

  @Provide
  Arbitrary<Sampled> records() {
    return Arbitraries.randomValue(random -> Sampled.of(new Random(random.nextLong())));
  }

  @Provide
  Arbitrary<Recipient> recipients() {
    return Arbitraries.of(PartnerRole.values())
        .flatMap(
            role ->
                Arbitraries.of(RecipientKind.values())
                    .map(kind -> new Recipient("clinic", Set.of(role), kind, true)));
  }

  @Provide
  Arbitrary<Set<Sensitivity>> known() {
    return Arbitraries.of(Sensitivity.class).set();
  }

  @Property(seed = "1", tries = 100)
  void whatADecisionWithholdsStandsInNoForm(
      @ForAll("records") Sampled sampled, @ForAll("recipients") Recipient recipient) {
    if (decided(sampled, recipient) instanceof Disclosed disclosed) {
      assertWithheld(sampled, disclosed);
    }
  }

  @Property(seed = "1", tries = 100)
  void whatSomebodyMayNotKnowStandsInNoForm(
      @ForAll("records") Sampled sampled, @ForAll("known") Set<Sensitivity> known) {
    if (supposed(sampled, known) instanceof Disclosed disclosed) {
      assertWithheld(sampled, disclosed);
    }
  }

  @Property(seed = "1", tries = 100)
  void toDecideTwiceIsTheSame(
      @ForAll("records") Sampled sampled, @ForAll("recipients") Recipient recipient) {
    var once = decided(sampled, recipient);
    var again = decided(sampled.again(), recipient);

    assertThat(again).hasSameClassAs(once);
    if (once instanceof Disclosed disclosed) {
      assertThat(text((Disclosed) again)).isEqualTo(text(disclosed));
    }
  }

  @Property(seed = "1", tries = 100)
  void whoMayKnowLessIsToldNoMore(
      @ForAll("records") Sampled sampled,
      @ForAll("known") Set<Sensitivity> known,
      @ForAll Sensitivity less) {
    var fewer = known.stream().filter(one -> one != less).collect(toSet());
    if (supposed(sampled, fewer) instanceof Disclosed narrower) {
      var wider = supposed(sampled, known);

      assertThat(wider).isInstanceOf(Disclosed.class);
      assertThat(marks(text((Disclosed) wider))).containsAll(marks(text(narrower)));
    }
  }

  @Property(seed = "1", tries = 100)
  void whoWasToldAllBeforeIsNotToldItAgainWhereItIsTakenBack(
      @ForAll("records") Sampled sampled, @ForAll("known") Set<Sensitivity> known) {
    if (supposed(sampled, known) instanceof Disclosed disclosed) {
      var former = FormerDisclosure.of(disclosed, sampled.record(), ALL, Set.of());
      var graph = DisclosedRecord.MAPPINGS.graph(disclosed, Audience.ANYBODY);

      var replacing =
          DisclosedRecord.MAPPINGS.replacing(graph, disclosed, former, Audience.ANYBODY);

      assertWithheld(sampled, disclosed, text(replacing.entries()));
      assertThat(found(replacing.entries())).containsAll(found(takenBack(sampled)));
    }
  }

  @Property(seed = "1", tries = 100)
  void whatIsRetiredTellsNothing(@ForAll("records") Sampled sampled) {
    var retired = takenBack(sampled);

    assertThat(marks(text(retired))).isEmpty();
    assertThat(retired.get(0).resource().fhirType())
        .isEqualTo(
            DisclosedRecord.MAPPINGS.graph(all(sampled), Audience.ANYBODY).main().fhirType());
  }

  private static Disclosed all(Sampled sampled) {
    return (Disclosed) supposed(sampled, ALL);
  }

  /** As it is where all of it was told and nothing may be any more. */
  private static List<Entry> takenBack(Sampled sampled) {
    var former = FormerDisclosure.of(all(sampled), sampled.record(), ALL, Set.of());
    return DisclosedRecord.MAPPINGS.retired(former, Audience.ANYBODY);
  }

  private static Set<String> found(List<Entry> entries) {
    return entries.stream().map(Entry::fullUrl).collect(toSet());
  }

  private static String text(List<Entry> entries) {
    return entries.stream()
        .map(entry -> R4.newJsonParser().encodeResourceToString(entry.resource()))
        .collect(joining("\n"));
  }

  private static void assertWithheld(Sampled sampled, Disclosed disclosed) {
    assertWithheld(sampled, disclosed, text(disclosed));
  }

  private static void assertWithheld(Sampled sampled, Disclosed disclosed, String text) {
    for (var part : disclosed.withheld()) {
      written(place(part, sampled)).forEach(mark -> assertThat(text).doesNotContain(mark));
    }
  }

  private static JsonNode place(WithheldPart part, Sampled sampled) {
    return part.at().startsWith("/participant/")
        ? sampled.about().at(part.at().substring("/participant".length()))
        : sampled.json().at(part.at());
  }

  private static Disclosure decided(Sampled sampled, Recipient recipient) {
    return ConsentTable.disclosures()
        .decide(
            sampled.record(),
            sampled.participant(),
            recipient,
            new Circumstances(sampled.record().recordedAt(), ConsentTable.ZONE));
  }

  private static Disclosure supposed(Sampled sampled, Set<Sensitivity> known) {
    var mayKnow = EnumSet.noneOf(Sensitivity.class);
    mayKnow.addAll(known);
    return Supposed.knowing(sampled.record(), sampled.participant(), mayKnow, List.of());
  }

  private static String text(Disclosed disclosed) {
    return Outgoing.of(disclosed, Audience.ANYBODY).text();
  }

  private static Set<String> marks(String text) {
    return MARK.matcher(text).results().map(found -> found.group()).collect(toSet());
  }

  private static Stream<String> written(JsonNode node) {
    return node.isTextual()
        ? MARK.matcher(node.asText()).results().map(found -> found.group())
        : StreamSupport.stream(node.spliterator(), false).flatMap(AnyDisclosureTest::written);
  }
}
