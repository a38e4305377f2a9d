package org.warmhandoff.disclosure;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.warmhandoff.record.CrisisEvent;
import org.warmhandoff.record.CrisisEvent.Action.Deed;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.Mark;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Referral;
import org.warmhandoff.record.Sensitivity;

/** Finds the parts of a record that tell of something in particular. */
final class SensitiveParts {

  /** What is substance-use content wherever it stands. */
  private static final List<String> OF_SUBSTANCE_USE =
      List.of("/relapsePrevention", "/environment/substances");

  /** Where the participant is. The home address says it too, for want of a better place. */
  private static final List<String> OF_LOCATION =
      List.of("/location", "/presentLocation", "/address");

  /** Who is near the participant. */
  private static final List<String> OF_CONTACTS =
      List.of("/keyContacts", "/emergencyContacts", "/environment/household");

  /** That there is a safety plan, in records that are none. */
  private static final List<String> OF_SAFETY_PLAN =
      List.of("/planId", "/because/planId", "/documents");

  /** What tells by its kind of the plan, or of who is near. */
  private static final Map<Deed, Sensitivity> OF_DEEDS =
      Map.of(
          Deed.SAFETY_PLAN_USED, Sensitivity.SAFETY_PLAN,
          Deed.EMERGENCY_CONTACT_TOLD, Sensitivity.CONTACTS);

  /** No words of anybody: to find a name in them would be chance. Elements of the record itself. */
  private static final Set<String> NO_WORDS =
      Set.of(
          "kind",
          "id",
          "version",
          "recordedAt",
          "offset",
          "participantId",
          "name",
          "birthDate",
          "consents",
          "restrictions",
          "careNetwork",
          "identifiers",
          "marked",
          "emergencyDisclosure",
          "threatDisclosure");

  /** The same wherever they stand; addresses are looked at in a way of their own. */
  private static final Set<String> NO_WORDS_ANYWHERE =
      Set.of("address", "id", "npi", "number", "what", "state", "timeZone", "language");

  private final SubstanceUseWords words;

  SensitiveParts(SubstanceUseWords words) {
    this.words = words;
  }

  /** The places that are sensitive by what they are for, in whatever record. */
  static Stream<String> places() {
    return Stream.of(OF_SUBSTANCE_USE, OF_LOCATION, OF_CONTACTS, OF_SAFETY_PLAN)
        .flatMap(List::stream);
  }

  List<SensitivePart> of(ProgramRecord record, ObjectNode tree) {
    var found = new ArrayList<SensitivePart>();
    marks(record).forEach(mark -> found.add(new SensitivePart(mark.at(), mark.as())));
    there(tree, OF_SUBSTANCE_USE, Sensitivity.SUBSTANCE_USE, found);
    there(tree, OF_LOCATION, Sensitivity.LOCATION, found);
    there(tree, OF_CONTACTS, Sensitivity.CONTACTS, found);
    if (!(record instanceof CrisisPlan)) {
      there(tree, OF_SAFETY_PLAN, Sensitivity.SAFETY_PLAN, found);
    }
    flagged(tree, Path.RECORD, found);
    if (record instanceof CrisisEvent event) {
      ofEvent(event, found);
    }
    if (record instanceof CrisisPlan plan) {
      ofPlan(plan, found);
    }
    return found.stream().distinct().toList();
  }

  private static List<Mark> marks(ProgramRecord record) {
    if (record instanceof CrisisPlan plan) {
      return plan.marked();
    }
    if (record instanceof CrisisEvent event) {
      return event.marked();
    }
    return record instanceof Referral referral ? referral.marked() : List.of();
  }

  private static void there(
      ObjectNode tree, List<String> places, Sensitivity sensitivity, List<SensitivePart> found) {
    places.stream()
        .filter(place -> !tree.at(place).isMissingNode())
        .forEach(place -> found.add(new SensitivePart(place, sensitivity)));
  }

  /**
   * What is flagged as a whole, and every text in which one of the words stands. By the number of
   * somebody with a title that tells, the public registry of NPIs tells the same.
   */
  private void flagged(JsonNode node, Path at, List<SensitivePart> found) {
    if (node.isTextual() && words.isIn(node.textValue())) {
      found.add(new SensitivePart(at.pointer(), Sensitivity.SUBSTANCE_USE));
    }
    if (node.has("npi") && words.isIn(node.path("role").asText())) {
      found.add(new SensitivePart(at.element("npi").pointer(), Sensitivity.SUBSTANCE_USE));
    }
    if (!at.isRecord() && node.path("substanceUse").asBoolean()) {
      found.add(new SensitivePart(at.pointer(), Sensitivity.SUBSTANCE_USE));
    }
    if (node.isArray()) {
      for (var index = 0; index < node.size(); index++) {
        flagged(node.get(index), at.entry(index), found);
      }
    }
    for (var field : node.properties()) {
      if (field.getKey().equals("address")) {
        address(field.getValue(), at.element("address"), found);
      }
      if (!hasNoWords(field.getKey(), at)) {
        flagged(field.getValue(), at.element(field.getKey()), found);
      }
    }
  }

  private static boolean hasNoWords(String element, Path holder) {
    return NO_WORDS_ANYWHERE.contains(element) || (holder.isRecord() && NO_WORDS.contains(element));
  }

  /** Where something stands; few places are ever written out. */
  private record Path(Optional<Path> holder, String name) {

    private static final Path RECORD = new Path(Optional.empty(), "");

    boolean isRecord() {
      return holder.isEmpty();
    }

    Path element(String element) {
      return new Path(Optional.of(this), element);
    }

    Path entry(int index) {
      return element(Integer.toString(index));
    }

    String pointer() {
      return path().toString();
    }

    private JsonPointer path() {
      return holder.map(one -> one.path().appendProperty(name)).orElseGet(JsonPointer::empty);
    }
  }

  /** Its lines may name a house; without any line, and its town, it is none. */
  private void address(JsonNode address, Path at, List<SensitivePart> found) {
    var lines = address.path("line");
    var telling =
        IntStream.range(0, lines.size())
            .filter(place -> words.isIn(lines.get(place).textValue()))
            .mapToObj(at.element("line")::entry)
            .toList();
    var rest = new StringBuilder();
    IntStream.range(0, lines.size())
        .filter(place -> !words.isIn(lines.get(place).textValue()))
        .forEach(place -> rest.append(lines.get(place).textValue()).append(' '));
    rest.append(address.path("city").asText()).append(' ').append(address.path("county").asText());
    var isWhole = telling.size() == lines.size() || words.isIn(rest.toString());
    (isWhole ? List.of(at) : telling)
        .forEach(part -> found.add(new SensitivePart(part.pointer(), Sensitivity.SUBSTANCE_USE)));
  }

  /** Whoever is to be called next may be one of the contacts. */
  private static void ofPlan(CrisisPlan plan, List<SensitivePart> found) {
    for (var place = 0; place < plan.escalation().size(); place++) {
      var who = plan.escalation().get(place).who().toLowerCase(Locale.ROOT);
      if (plan.keyContacts().stream()
          .map(contact -> contact.name().toLowerCase(Locale.ROOT))
          .anyMatch(who::contains)) {
        found.add(new SensitivePart("/escalation/" + place + "/who", Sensitivity.CONTACTS));
      }
    }
  }

  private static void ofEvent(CrisisEvent event, List<SensitivePart> found) {
    for (var place = 0; place < event.actions().size(); place++) {
      var of = OF_DEEDS.get(event.actions().get(place).what());
      if (of != null) {
        found.add(new SensitivePart("/actions/" + place, of));
      }
    }
    for (var place = 0; place < event.conditions().size(); place++) {
      if (event.conditions().get(place).what().concernsSubstanceUse()) {
        found.add(new SensitivePart("/conditions/" + place, Sensitivity.SUBSTANCE_USE));
      }
    }
  }
}
