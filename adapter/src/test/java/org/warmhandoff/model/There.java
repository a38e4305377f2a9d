package org.warmhandoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.warmhandoff.record.RecordKey;

/** What one partner of the model was ever sent, in order, and what of it is still on its way. */
final class There {

  /** What it shows once what it was sent is taken back. */
  private static final int NOTHING = 0;

  /** A write of which nothing was heard and that is carried out at some time. */
  private record Late(RecordKey key, int version, Instant at) {}

  private final Map<String, List<Integer>> versions = new HashMap<>();
  private final List<Late> late = new ArrayList<>();

  /** A write that is heard of, or was asked for before: never twice, never over a newer one. */
  void write(RecordKey key) {
    var before = of(key);
    assertThat(before).as("%s over a newer one", key).allMatch(older -> older <= key.version());
    before.add(key.version());
  }

  /** What it has is taken back; where it has nothing, nothing is written. */
  void takeBack(RecordKey key) {
    if (last(key) != NOTHING) {
      of(key).add(NOTHING);
    }
  }

  /** A write that is carried out then, whatever came before. */
  void writeLate(RecordKey key, Instant at) {
    late.add(new Late(key, key.version(), at));
  }

  /** The same of one that takes back what is there. */
  void takeBackLate(RecordKey key, Instant at) {
    late.add(new Late(key, NOTHING, at));
  }

  /** Carries out what is on its way by now, in its order. */
  void pass(Instant now) {
    late.stream()
        .filter(one -> !one.at().isAfter(now))
        .sorted(java.util.Comparator.comparing(Late::at))
        .forEach(one -> of(one.key()).add(one.version()));
    late.removeIf(one -> !one.at().isAfter(now));
  }

  /** Whether that version is what it shows. */
  boolean shows(RecordKey key) {
    return last(key) == key.version();
  }

  /** The version that it shows; 0 for none. */
  int last(RecordKey key) {
    var all = of(key);
    return all.isEmpty() ? NOTHING : all.get(all.size() - 1);
  }

  private List<Integer> of(RecordKey key) {
    return versions.computeIfAbsent(key.kind().word() + " " + key.id(), first -> new ArrayList<>());
  }
}
