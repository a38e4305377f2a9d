package org.warmhandoff.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a partner does not get in its own kind, counted while a plan is made. */
final class LeftOut {

  /** How many, by type and why. */
  private final Map<String, Map<String, Integer>> resources = new TreeMap<>();

  private final List<String> others = new ArrayList<>();
  private final List<String> stale = new ArrayList<>();

  /** Another resource of that type, which the partner does not get. */
  void resource(String type, String why) {
    resources.computeIfAbsent(type, any -> new TreeMap<>()).merge(why, 1, Integer::sum);
  }

  /** Elements of what the partner gets. */
  void elements(Collection<String> paths) {
    others.addAll(paths);
  }

  /** Something else to be said. */
  void say(String what) {
    others.add(what);
  }

  /** Something that stays there as if it held. */
  void sayStale(String what) {
    others.add(what);
    stale.add(what);
  }

  List<String> stale() {
    return stale.stream().distinct().sorted().toList();
  }

  List<String> sorted() {
    var all = new ArrayList<>(others);
    resources.forEach(
        (type, whys) -> whys.forEach((why, count) -> all.add(line(type, why, count))));
    return all.stream().distinct().sorted().toList();
  }

  private static String line(String type, String why, int count) {
    return type + (count > 1 ? " (" + count + ")" : "") + (why.isEmpty() ? "" : ": " + why);
  }
}
