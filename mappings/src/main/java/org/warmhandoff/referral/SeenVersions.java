package org.warmhandoff.referral;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which versions of a referral's resources were seen at a partner: what was told once is known by
 * them, whatever the clocks say.
 *
 * @param byAddress the version of each, such as {@code 3} of {@code Task/88}
 */
public record SeenVersions(Map<String, String> byAddress) {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  public SeenVersions {
    byAddress = Map.copyOf(byAddress);
  }

  /** Nothing was seen yet. */
  public static SeenVersions none() {
    return new SeenVersions(Map.of());
  }

  /** As {@link #toString} writes them. */
  public static SeenVersions of(String text) {
    return new SeenVersions(
        Stream.of(text.split(" ", -1))
            .filter(word -> !word.isEmpty())
            .map(word -> word.split("@", 2))
            .collect(toMap(halves -> halves[0], halves -> halves[1], (one, other) -> other)));
  }

  /** Whether one of these is older than it was before: a partner's copy that lags behind. */
  public boolean isBehind(SeenVersions before) {
    return byAddress.entrySet().stream()
        .anyMatch(one -> isLower(one.getValue(), before.byAddress.get(one.getKey())));
  }

  /** Whether one of these is another than was seen of it before, and no copy that lags. */
  public boolean tellMoreThan(SeenVersions before) {
    return !newSince(before).isEmpty();
  }

  /** Those of what was seen before that are another version now, and no copy that lags. */
  public Map<String, String> newSince(SeenVersions before) {
    return byAddress.entrySet().stream()
        .filter(one -> before.byAddress.containsKey(one.getKey()))
        .filter(one -> !one.getValue().equals(before.byAddress.get(one.getKey())))
        .filter(one -> !isLower(one.getValue(), before.byAddress.get(one.getKey())))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The types of what was seen, such as {@code Task}. */
  public Set<String> types() {
    return byAddress.keySet().stream().map(SeenVersions::type).collect(toUnmodifiableSet());
  }

  /** Those of Tasks, in which a partner answers where it has any. */
  public SeenVersions tasks() {
    return new SeenVersions(
        byAddress.entrySet().stream()
            .filter(one -> type(one.getKey()).equals("Task"))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** Whether something was seen before and nothing of that is among these. */
  public boolean showNothingOf(SeenVersions before) {
    return !before.byAddress.isEmpty()
        && byAddress.keySet().stream().noneMatch(before.byAddress::containsKey);
  }

  /** The addresses of what was seen before and is not among these, in order. */
  public SortedSet<String> goneSince(SeenVersions before) {
    var gone = new TreeSet<>(before.byAddress.keySet());
    gone.removeAll(byAddress.keySet());
    return gone;
  }

  private static String type(String address) {
    return address.split("/", 2)[0];
  }

  /** Versions that are no numbers have no order. */
  private static boolean isLower(String version, String before) {
    return before != null
        && NUMBER.matcher(version).matches()
        && NUMBER.matcher(before).matches()
        && Long.parseLong(version) < Long.parseLong(before);
  }

  @Override
  public String toString() {
    return new TreeMap<>(byAddress)
        .entrySet().stream().map(one -> one.getKey() + "@" + one.getValue()).collect(joining(" "));
  }
}
