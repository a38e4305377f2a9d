package org.warmhandoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.warmhandoff.record.RecordKey;

/** What one partner of the model was ever sent, in order. */
final class There {

  private final Map<String, List<Integer>> versions = new HashMap<>();

  void write(RecordKey key) {
    var before = versions.computeIfAbsent(name(key), first -> new ArrayList<>());
    assertThat(before).as("%s is there already", key).doesNotContain(key.version());
    assertThat(before).as("%s over a newer one", key).allMatch(older -> older < key.version());
    before.add(key.version());
  }

  boolean has(RecordKey key) {
    return versions.getOrDefault(name(key), List.of()).contains(key.version());
  }

  /** The last version that it has; 0 for none. */
  int last(RecordKey key) {
    return versions.getOrDefault(name(key), List.of()).stream().reduce(0, Integer::max);
  }

  private static String name(RecordKey key) {
    return key.kind().word() + " " + key.id();
  }
}
