package org.warmhandoff.fit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DocumentReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.warmhandoff.cases.DisclosedRecord;
import org.warmhandoff.fhir.paper.DocumentFormat;
import org.warmhandoff.fit.offer.ElementPath;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Offers;
import org.warmhandoff.fit.offer.Offers.Named;
import org.warmhandoff.fit.offer.Persona;
import org.warmhandoff.fit.offer.PersonaReader;

/** What holds of every plan, whatever is told and whoever is told it. */
class PlansTest {

  private static final Fitting FITTING =
      new Fitting(DisclosedRecord.MAPPINGS, DisclosedRecord.PROGRAM);
  private static final List<Named> OFFERS = Offers.all();

  /** No persona that we ship forbids so much. */
  private static final Persona STRICT =
      PersonaReader.read(
          """
          {
            "elements": {"never": ["CarePlan.note", "Goal.expressedBy", "Observation.note"]},
            "documents": {"formats": ["text"]}
          }
          """
              .getBytes(UTF_8));

  private static final List<Named> STRICT_ONES =
      Stream.of(Offers.everything(), Offers.oneByOne(), Offers.documents())
          .map(statement -> new Named("strict", Offer.of(statement).under(STRICT)))
          .toList();

  /** A type, how many of it, and perhaps why. */
  private static final Pattern RESOURCES =
      Pattern.compile("(?<type>[A-Z][A-Za-z]+)( \\((?<count>\\d+)\\))?(: .*)?");

  static List<DisclosedRecord> told() {
    return DisclosedRecord.all();
  }

  static List<DisclosedRecord> cases() {
    return DisclosedRecord.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPlanAsksForNothingThatIsNotOfferedKeepsToThePersonaAndLosesNothing(DisclosedRecord told) {
    for (var named : OFFERS) {
      var plan = plan(told, named.offer());

      assertThat(plan.steps())
          .as("%s: %s", named, plan.form())
          .allSatisfy(step -> assertThat(isOffered(step, named.offer())).isTrue());
      assertThat(plan.form() != Form.GRAPH || named.offer().transactions()).isTrue();
      assertThat(accounted(told, plan)).as("%s: %s", named, plan).isEqualTo(types(told));
      assertReferencesLeadSomewhere(plan);
      assertKeepsToPersona(plan, named);
      assertThat(plan.steps().stream().filter(Step::main).count())
          .isEqualTo(plan.form() == Form.BY_HAND ? 0 : 1);
      assertThat(plan.why()).last().isEqualTo(new Choice(plan.form(), true, ""));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPlanKeepsToAPersonaThatForbidsMuch(DisclosedRecord told) {
    for (var named : STRICT_ONES) {
      assertKeepsToPersona(plan(told, named.offer()), named);
    }
  }

  private static void assertKeepsToPersona(WritePlan plan, Named named) {
    var offer = named.offer();
    for (var step : plan.steps()) {
      assertThat(offer.persona().elements().never())
          .as(named.name())
          .noneMatch(path -> !ElementPath.of(path).values(step.resource()).isEmpty());
      // the report of an event is a page in the forms that are made of its graph
      if (step.resource() instanceof DocumentReference document
          && (plan.form() == Form.DOCUMENT || plan.form() == Form.PARTS)) {
        assertThat(offer.formats())
            .as(named.name())
            .extracting(DocumentFormat::contentType)
            .contains(document.getContentFirstRep().getAttachment().getContentType());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("told")
  void everyKindOfResourceThatARecordConsistsOfIsExplained(DisclosedRecord told) {
    var needs = Explanation.needs(told.record().kind()).stream().collect(groupingBy(Need::type));
    var entries =
        told.graph().entries().stream()
            .filter(entry -> !entry.resource().fhirType().equals("Provenance"))
            .toList();

    assertThat(entries)
        .allSatisfy(
            entry ->
                assertThat(needs.get(entry.resource().fhirType()))
                    .extracting(Need::write)
                    .containsExactly(entry.write()));
    var types = entries.stream().map(entry -> entry.resource().fhirType()).collect(toSet());
    assertThat(needs.values().stream().flatMap(List::stream).filter(Need::always))
        .allSatisfy(need -> assertThat(types).contains(need.type()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"crisis-plan/every-section", "crisis-event/every-deed", "referral/mobile-crisis"})
  void whatIsSentIsValid(String name) {
    for (var named : OFFERS) {
      var plan = plan(DisclosedRecord.named(name), named.offer());

      plan.steps().forEach(step -> DisclosedRecord.assertValid(step.resolve(Map.of())));
    }
  }

  private static WritePlan plan(DisclosedRecord told, Offer offer) {
    return FITTING.plan(Handover.first(told.disclosed(), told.audience(), "Patient/123", offer));
  }

  private static boolean isOffered(Step step, Offer offer) {
    var type = step.type();
    return switch (step.way()) {
      case CONDITIONAL_UPDATE ->
          offer.creates(type) && offer.updates(type) && offer.conditionalUpdates(type);
      case CONDITIONAL_CREATE -> offer.creates(type) && offer.conditionalCreates(type);
      case SEARCH_THEN_WRITE -> offer.creates(type) && offer.updates(type) && offer.finds(type);
      case SEARCH_THEN_CREATE ->
          offer.creates(type)
              && (offer.finds(type) || (type.equals("Communication") && offer.reads(type)));
      case UPDATE_IF_THERE -> offer.updates(type) && offer.finds(type);
      case AT_OWN_ID -> offer.updateCreates(type);
      case SUPERSEDE -> offer.updates(type) && offer.reads(type);
      case IN_MESSAGE -> offer.processesMessages();
    };
  }

  /** Resources of the record, as steps or as left out. */
  private static Map<String, Long> accounted(DisclosedRecord told, WritePlan plan) {
    var own = told.graph().entries().stream().map(entry -> entry.fullUrl()).collect(toSet());
    var counts = new TreeMap<String, Long>();
    plan.steps().stream()
        .filter(step -> own.contains(step.fullUrl()))
        .forEach(step -> counts.merge(step.type(), 1L, Long::sum));
    for (var line : plan.leftOut()) {
      var resources = RESOURCES.matcher(line);
      assertThat(resources.matches()).as(line).isTrue();
      var count = resources.group("count");
      counts.merge(resources.group("type"), count == null ? 1L : Long.parseLong(count), Long::sum);
    }
    return counts;
  }

  private static Map<String, Long> types(DisclosedRecord told) {
    return told.graph().entries().stream()
        .collect(groupingBy(entry -> entry.resource().fhirType(), TreeMap::new, counting()));
  }

  /** One by one: to what was written before. Together: to anything of the same plan. */
  private static void assertReferencesLeadSomewhere(WritePlan plan) {
    var together = plan.form() == Form.GRAPH || plan.form() == Form.FHIR_MESSAGE;
    var known = new HashSet<String>();
    if (together) {
      plan.steps().forEach(step -> known.add(step.fullUrl()));
    }
    for (var step : plan.steps()) {
      assertThat(known).containsAll(References.of(step.resource()));
      known.add(step.fullUrl());
    }
  }
}
