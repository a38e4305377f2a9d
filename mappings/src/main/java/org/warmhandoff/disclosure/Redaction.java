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

  /** Those without whom a record is none. */
  private static final Pattern NAME_OF_STAFF =
      Pattern.compile("/making/author/name|/requester/name");

  private static final String ANY_NAME = "Program staff";

  /** What somebody may be told of: without one of these it would read as if there were no limit. */
  private static final Pattern LIMIT = Pattern.compile("/emergencyContacts/\\d+/about/\\d+");

  private static final String ANY_LIMIT = "ask the program of what";

  private static final JsonPointer NO_ALLERGIES = JsonPointer.compile("/noKnownAllergies");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** What of a plan says something to whoever has to act. */
  static final List<String> OF_A_PLAN =
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

  private final SubstanceUseWords words;
  private final SensitiveParts sensitive;
  private final RequiredParts required = new RequiredParts();
  private final RecentRedactions recent = new RecentRedactions();

  Redaction(SubstanceUseWords words) {
    this.words = words;
    this.sensitive = new SensitiveParts(words);
  }

  boolean tellsOfSubstanceUse(String text) {
    return words.isIn(text);
  }

  /**
   * What is left for somebody who may know only this; empty where that means nothing. It is asked
   * of the same record whenever it moves on, and a participant with each of their records.
   */
  Optional<RedactedRecord> cut(ProgramRecord whole, Set<Sensitivity> mayKnow) {
    var known = recent.find(whole, mayKnow);
    if (known.isPresent()) {
      return known;
    }
    var cut = cutAnew(whole, mayKnow);
    cut.ifPresent(left -> recent.keep(mayKnow, left));
    return cut;
  }

  private Optional<RedactedRecord> cutAnew(ProgramRecord whole, Set<Sensitivity> mayKnow) {
    var tree = RecordTree.of(whole);
    var all = sensitive.of(whole, tree);
    var parts = all.stream().filter(part -> !mayKnow.contains(part.sensitivity())).toList();
    if (parts.isEmpty()) {
      return Optional.of(new RedactedRecord(whole, whole, all, parts, Map.of()));
    }
    var out = new TreeSet<>(LAST_FIRST);
    for (var part : parts) {
      if (!leaveOut(JsonPointer.compile(part.at()), whole, tree, out)) {
        return Optional.empty();
      }
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

  /** Whether that was possible: there is what a record can neither be without nor say otherwise. */
  private boolean leaveOut(
      JsonPointer part, ProgramRecord whole, ObjectNode tree, Set<JsonPointer> out) {
    if (LIMIT.matcher(part.toString()).matches()) {
      return set(tree, part, ANY_LIMIT);
    }
    if (TITLE.matcher(part.toString()).matches()) {
      return set(tree, part, ANY_TITLE);
    }
    var dispensable = required.dispensable(whole.kind(), part, tree);
    dispensable.ifPresent(out::add);
    if (dispensable.filter(at -> at.toString().startsWith("/allergies/")).isPresent()) {
      out.add(NO_ALLERGIES); // or it would read as if there were none
    }
    return dispensable.isPresent() || sayOtherwise(part, whole, tree);
  }

  private boolean sayOtherwise(JsonPointer part, ProgramRecord whole, ObjectNode tree) {
    var text = NAME_OF_STAFF.matcher(part.toString()).matches() ? ANY_NAME : RequiredParts.ASK;
    return required.canSay(whole.kind(), part, text) && set(tree, part, text);
  }

  private static boolean set(ObjectNode tree, JsonPointer at, String text) {
    if (!tree.at(at).isTextual()) {
      return false;
    }
    if (tree.at(at.head()) instanceof ObjectNode holder) {
      holder.put(at.last().getMatchingProperty(), text);
    } else if (tree.at(at.head()) instanceof ArrayNode list) {
      list.set(at.last().getMatchingIndex(), text);
    }
    return true;
  }

  /** And what holds nothing any more without it. */
  private void remove(ObjectNode tree, JsonPointer part, ProgramRecord whole) {
    var holder = tree.at(part.head());
    if (holder instanceof ArrayNode list) {
      list.remove(part.last().getMatchingIndex());
    } else if (holder instanceof ObjectNode object) {
      object.remove(part.last().getMatchingProperty());
    }
    if (holder.isEmpty()
        && !part.head().matches()
        && required.isDispensable(whole.kind(), part.head(), tree)) {
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
