package org.warmhandoff.match;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Given names in their order, however they are cut into strings: {@code Mary Ann}, {@code Mary-Ann}
 * and {@code Maryann} are the same. All count that both sides have; initials of further names stand
 * for them.
 */
final class GivenNames {

  /** What somebody is called beside the name, as some write it: {@code Robert "Bob"}. */
  private static final Pattern CALLED =
      Pattern.compile("[(\"“][^)\"”]*[)\"”]|(?<!\\p{L})['‘][^'’]+['’](?!\\p{L})");

  /** Between given names, and seldom written alike. */
  private static final Set<String> BETWEEN =
      Set.of("de", "del", "la", "las", "los", "da", "do", "dos");

  private static final int MOST_STRINGS = 3;

  /** How far two lists agree from their beginnings. */
  private enum CommonBeginning {
    /** To the end of both. */
    WHOLE,
    /** To the end of one of them. */
    PART,
    /** In the first name; a further one is another. */
    FIRST,
    NONE
  }

  private final List<String> ours;
  private final List<String> theirs;

  GivenNames(List<String> ours, List<String> theirs) {
    this.ours = names(ours);
    this.theirs = names(theirs);
  }

  /** A generation at the end belongs to the family name. */
  private static List<String> names(List<String> given) {
    var joined = Suffix.without(CALLED.matcher(String.join(" ", given)).replaceAll(" "));
    var names =
        Arrays.stream(joined.split("\\s+")).filter(name -> !Spelling.isBlank(name)).toList();
    return IntStream.range(0, names.size())
        .filter(place -> place == 0 || !BETWEEN.contains(Spelling.plain(names.get(place))))
        .mapToObj(names::get)
        .toList();
  }

  Agreement fit() {
    if (theirs.isEmpty()) {
      return Agreement.ABSENT;
    }
    return switch (reach(ours, theirs, true)) {
      case WHOLE, PART -> isFirstInitial() || accentsDiffer() ? Agreement.NEARLY : Agreement.AGREES;
      case FIRST -> isNearInFurther() ? Agreement.NEARLY : Agreement.DIFFERS;
      case NONE -> isNear() ? Agreement.NEARLY : Agreement.DIFFERS;
    };
  }

  /** Whether both may be names of one person: none of the one's is another than the other's. */
  boolean goTogether() {
    var reach = reach(ours, theirs, true);
    return reach == CommonBeginning.WHOLE || reach == CommonBeginning.PART;
  }

  /** Whether the first name agrees, whatever the others are. */
  boolean firstAgrees() {
    return !theirs.isEmpty() && reach(ours, theirs, true) != CommonBeginning.NONE;
  }

  /** Whether they have each of our names. */
  boolean hasAllOfOurs() {
    return reach(ours, theirs, true) == CommonBeginning.WHOLE
        || (theirs.stream().map(Spelling::plain).noneMatch(Spelling::isInitial)
            && Spelling.plain(String.join("", theirs))
                .startsWith(Spelling.plain(String.join("", ours))));
  }

  private static CommonBeginning reach(List<String> ours, List<String> theirs, boolean first) {
    if (ours.isEmpty() && theirs.isEmpty()) {
      return CommonBeginning.WHOLE;
    }
    if (ours.isEmpty() || theirs.isEmpty()) {
      return first ? CommonBeginning.NONE : CommonBeginning.PART;
    }
    for (var mine = 1; mine <= Math.min(MOST_STRINGS, ours.size()); mine++) {
      for (var its = 1; its <= Math.min(MOST_STRINGS, theirs.size()); its++) {
        if ((mine == 1 || its == 1) && same(ours.subList(0, mine), theirs.subList(0, its), first)) {
          var rest = reach(from(ours, mine), from(theirs, its), false);
          return mine > 1 && rest == CommonBeginning.PART && its < theirs.size()
              ? CommonBeginning.FIRST
              : rest;
        }
      }
    }
    return first ? CommonBeginning.NONE : CommonBeginning.FIRST;
  }

  private static List<String> from(List<String> names, int place) {
    return names.subList(place, names.size());
  }

  private static boolean same(List<String> ours, List<String> theirs, boolean first) {
    if (isJoinedByAnInitial(ours) || isJoinedByAnInitial(theirs)) {
      return false;
    }
    var one = String.join("", ours);
    var other = String.join("", theirs);
    return Spelling.same(one, other) || (!first && isInitialOf(one, other));
  }

  /** {@code Ann E.} is not {@code Anne}. */
  private static boolean isJoinedByAnInitial(List<String> names) {
    return names.size() > 1 && names.stream().map(Spelling::plain).anyMatch(Spelling::isInitial);
  }

  private static boolean isInitialOf(String name, String other) {
    var one = Spelling.plain(name);
    var two = Spelling.plain(other);
    return (Spelling.isInitial(one) && two.startsWith(one))
        || (Spelling.isInitial(two) && one.startsWith(two));
  }

  private boolean isFirstInitial() {
    return Spelling.isInitial(Spelling.plain(ours.get(0)))
        || Spelling.isInitial(Spelling.plain(theirs.get(0)));
  }

  private boolean accentsDiffer() {
    var names = Math.min(ours.size(), theirs.size());
    return Spelling.accentsDiffer(
        String.join("", ours.subList(0, names)), String.join("", theirs.subList(0, names)));
  }

  /** The first agrees: the next is mistyped, or they are in another order. */
  private boolean isNearInFurther() {
    var further = from(theirs, 1);
    return !further.isEmpty()
        && further.stream()
            .allMatch(name -> from(ours, 1).stream().anyMatch(own -> near(own, name)));
  }

  /** An initial, a slip of the pen, one of the others, or a part of a compound. */
  private boolean isNear() {
    var name = theirs.get(0);
    return isInitialOf(ours.get(0), name)
        || near(ours.get(0), name)
        || ours.stream().anyMatch(own -> Spelling.same(own, name))
        || theirs.stream().anyMatch(one -> Spelling.same(ours.get(0), one))
        || sharesPart(ours.get(0), name);
  }

  private static boolean near(String own, String name) {
    return Spelling.same(own, name) || Spelling.mistyped(Spelling.plain(own), Spelling.plain(name));
  }

  private static boolean sharesPart(String own, String name) {
    return parts(own).anyMatch(part -> parts(name).anyMatch(part::equals));
  }

  private static Stream<String> parts(String name) {
    return Arrays.stream(name.split("\\p{Pd}")).map(Spelling::plain);
  }
}
