package org.warmhandoff.fit;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.warmhandoff.fhir.base.Write;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.record.RecordKind;

/** What a partner takes of a kind of record, without a record at hand. */
public final class Explanation {

  private final RecordKind kind;
  private final List<Need> needs;
  private final MissingCapabilities lacks;

  private Explanation(RecordKind kind, List<Need> needs, MissingCapabilities lacks) {
    this.kind = kind;
    this.needs = needs;
    this.lacks = lacks;
  }

  /** Of every form, from the top, whether records of that kind go in it, and why. */
  public static List<Choice> of(RecordKind kind, Offer offer) {
    var explanation = new Explanation(kind, needs(kind), new MissingCapabilities(offer));
    return Arrays.stream(Form.values()).map(explanation::choice).toList();
  }

  /** The types that records of a kind consist of; a test compares them with what is mapped. */
  public static List<Need> needs(RecordKind kind) {
    return switch (kind) {
      case CRISIS_PLAN ->
          needs(
              List.of("CarePlan", "CareTeam", "Goal"),
              List.of("Consent", "Observation", "Procedure", "RelatedPerson", "Task"));
      case CRISIS_EVENT ->
          needs(
              List.of("Flag", "Observation", "DocumentReference"),
              List.of(
                  "Communication",
                  "Condition",
                  "Consent",
                  "Encounter",
                  "Location",
                  "Procedure",
                  "RelatedPerson",
                  "Task"));
      case REFERRAL ->
          Stream.concat(
                  needs(List.of("ServiceRequest"), List.of("Consent", "Location")).stream(),
                  Stream.of(new Need("Task", Write.CREATE_ONCE, false)))
              .toList();
      case PARTICIPANT -> throw new IllegalArgumentException("participants are not told");
    };
  }

  private static List<Need> needs(List<String> always, List<String> sometimes) {
    return Stream.concat(
            always.stream().map(type -> new Need(type, Write.UPDATE, true)),
            sometimes.stream().map(type -> new Need(type, Write.UPDATE, false)))
        .toList();
  }

  private Choice choice(Form form) {
    return switch (form) {
      case GRAPH -> whole(form, needed -> lacks.graph(kind, needed));
      case SINGLE_WRITES -> whole(form, lacks::singleWrites);
      case PARTS -> parts();
      case DOCUMENT -> choice(form, lacks.document());
      case MESSAGE -> choice(form, lacks.message());
      case FHIR_MESSAGE -> choice(form, lacks.fhirMessage());
      case BY_HAND -> new Choice(form, true, "always possible");
    };
  }

  private Choice whole(Form form, Function<List<Need>, Optional<String>> lack) {
    var always = lack.apply(needs.stream().filter(Need::always).toList());
    return always
        .map(why -> new Choice(form, false, why))
        .orElseGet(
            () ->
                new Choice(
                    form,
                    true,
                    needs.stream()
                        .filter(need -> lack.apply(List.of(need)).isPresent())
                        .map(Need::type)
                        .reduce((one, other) -> one + ", " + other)
                        .map("for records without "::concat)
                        .orElse("")));
  }

  private Choice parts() {
    return lacks
        .document()
        .map(why -> new Choice(Form.PARTS, false, why))
        .orElseGet(
            () -> {
              var taken = taken(true);
              var sometimes = taken(false);
              return taken.isEmpty() && sometimes.isEmpty()
                  ? new Choice(
                      Form.PARTS, false, "nothing is taken there to stand beside the document")
                  : new Choice(Form.PARTS, true, words(taken, sometimes));
            });
  }

  private static String words(String always, String sometimes) {
    return always.isEmpty()
        ? "for records that have one of: " + sometimes
        : "the document and "
            + always
            + (sometimes.isEmpty() ? "" : "; where it has any, " + sometimes);
  }

  private String taken(boolean always) {
    return needs.stream()
        .filter(need -> need.always() == always)
        .filter(need -> !Item.isBesideOthers(need.type()))
        .filter(need -> lacks.alone(need).isEmpty())
        .map(Need::type)
        .collect(joining(", "));
  }

  private static Choice choice(Form form, Optional<String> lack) {
    return new Choice(form, lack.isEmpty(), lack.orElse(""));
  }
}
