package org.warmhandoff.disclosure;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.warmhandoff.record.CrisisPlan;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.reading.RecordTree;
import org.warmhandoff.record.reading.RequiredParts;

/**
 * Takes out of a record what may not be told, so that what is left is a record again, and does not
 * show that something is missing.
 */
final class Redaction {

  /** Titles of people who work for the program: they are told by another. */
  private static final Pattern TITLE =
      Pattern.compile(
          "/making/(author|careTeam/\\d+)/role|/requester/role|/conditions/\\d+/assertedBy/role"
              + "|/actions/\\d+/by|/risk/assessedBy");

  private static final String ANY_TITLE = "care team";

  /** For what a record cannot be without. Stands on pages that show the program's number. */
  private static final String ASK = "Ask the program.";

  private static final JsonPointer NO_ALLERGIES = JsonPointer.compile("/noKnownAllergies");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** What of a plan says something to whoever has to act. */
  private static final List<String> OF_A_PLAN =
      List.of(
          "warningSigns",
          "triggers",
          "coping",
          "distractions",
          "reasonsForLiving",
          "keyContacts",
          "professionals",
          "escalation",
          "environment",
          "communication",
          "medications",
          "followUp");

  private final SensitiveParts sensitive;
  private final RequiredParts required = new RequiredParts();

  Redaction(SubstanceUseWords words) {
    this.sensitive = new SensitiveParts(words);
  }

  /** What is left for somebody who may know only this; empty where that means nothing. */
  Optional<RedactedRecord> cut(ProgramRecord whole, Set<Sensitivity> mayKnow) {
    var tree = RecordTree.of(whole);
    var all = sensitive.of(whole, tree);
    var parts = all.stream().filter(part -> !mayKnow.contains(part.sensitivity())).toList();
    if (parts.isEmpty()) {
      return Optional.of(new RedactedRecord(whole, whole, all, parts, Map.of()));
    }
    var out = new TreeSet<>(LAST_FIRST);
    for (var part : parts) {
      leaveOut(JsonPointer.compile(part.at()), whole, tree, out);
    }
    out.forEach(part -> remove(tree, part, whole));
    var left = RecordTree.record(tree, whole);
    return saysNothing(left, tree)
        ? Optional.empty()
        : Optional.of(new RedactedRecord(whole, left, all, parts, places(whole, out)));
  }

  /** Later entries of a list first, so that the places of those before them stay right. */
  private static final Comparator<JsonPointer> LAST_FIRST =
      Comparator.comparing(Redaction::sortable).reversed();

  private static String sortable(JsonPointer pointer) {
    return NUMBER
        .matcher(pointer.toString())
        .replaceAll(number -> "%06d".formatted(Integer.parseInt(number.group())));
  }

  private void leaveOut(
      JsonPointer part, ProgramRecord whole, ObjectNode tree, Set<JsonPointer> out) {
    if (TITLE.matcher(part.toString()).matches()) {
      set(tree, part, ANY_TITLE);
      return;
    }
    var at = part;
    while (isRequired(at, whole, tree)) {
      if (at.head().matches()) {
        set(tree, at, ASK);
        return;
      }
      at = at.head();
    }
    out.add(at);
    if (at.toString().startsWith("/allergies/")) {
      out.add(NO_ALLERGIES); // or it would read as if there were none
    }
  }

  private boolean isRequired(JsonPointer at, ProgramRecord whole, ObjectNode tree) {
    return !tree.at(at.head()).isArray() && required.contains(whole.kind(), at);
  }

  private static void set(ObjectNode tree, JsonPointer at, String text) {
    if (tree.at(at.head()) instanceof ObjectNode holder && tree.at(at).isTextual()) {
      holder.put(at.last().getMatchingProperty(), text);
    }
  }

  /** And what holds nothing any more without it. */
  private void remove(ObjectNode tree, JsonPointer part, ProgramRecord whole) {
    var holder = tree.at(part.head());
    if (holder instanceof ArrayNode list) {
      list.remove(part.last().getMatchingIndex());
    } else if (holder instanceof ObjectNode object) {
      object.remove(part.last().getMatchingProperty());
    }
    if (holder.isEmpty() && !part.head().matches() && !isRequired(part.head(), whole, tree)) {
      remove(tree, part.head(), whole);
    }
  }

  private static boolean saysNothing(ProgramRecord left, JsonNode tree) {
    return left instanceof CrisisPlan && OF_A_PLAN.stream().noneMatch(tree::has);
  }

  private static Map<String, List<Integer>> places(ProgramRecord whole, Set<JsonPointer> out) {
    var before = RecordTree.of(whole);
    return out.stream()
        .map(JsonPointer::head)
        .distinct()
        .filter(list -> before.at(list).isArray())
        .collect(toMap(JsonPointer::toString, list -> places(list, before.at(list).size(), out)));
  }

  private static List<Integer> places(JsonPointer list, int size, Set<JsonPointer> out) {
    return IntStream.range(0, size)
        .filter(place -> Stream.of(list.appendIndex(place)).noneMatch(out::contains))
        .boxed()
        .toList();
  }
}
