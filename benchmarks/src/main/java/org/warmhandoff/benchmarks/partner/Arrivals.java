package org.warmhandoff.benchmarks.partner;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When the main resource of each record could be seen here, and how many were read back. Records
 * are told apart by the group that their id begins with: what stands before the first dash.
 */
final class Arrivals {

  /** One group of records. */
  private static final class Group {
    private final Map<String, Long> visible = new ConcurrentHashMap<>();
    private final Map<String, Long> read = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
  }

  private final Map<String, Group> groups = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> kept = new ConcurrentLinkedQueue<>();
  private final AtomicInteger toKeep;

  Arrivals(int toKeep) {
    this.toKeep = new AtomicInteger(toKeep);
  }

  /** The main resource with this identifier can be read from now on. */
  void visible(String identifier) {
    group(identifier).visible.putIfAbsent(identifier, now());
  }

  /** It was read by somebody; the first time counts. */
  void read(String identifier) {
    var group = group(identifier);
    if (group.visible.containsKey(identifier)
        && group.read.putIfAbsent(identifier, now()) == null) {
      group.reads.incrementAndGet();
    }
  }

  /** Keeps the first bodies of transactions as they came. */
  void keep(String body) {
    if (toKeep.getAndDecrement() > 0) {
      kept.add(body);
    }
  }

  /** How many of the group were read back. */
  int readBack(String name) {
    return groups.computeIfAbsent(name, first -> new Group()).reads.get();
  }

  /** A line for each: identifier, and when it became visible, in microseconds of the epoch. */
  String list(String name) {
    return groups.computeIfAbsent(name, first -> new Group()).visible.entrySet().stream()
        .map(seen -> seen.getKey() + "\t" + seen.getValue() + "\n")
        .collect(joining());
  }

  /** The bodies kept, one a line. */
  String bodies() {
    return String.join("\n", kept);
  }

  private Group group(String identifier) {
    var dash = identifier.indexOf('-');
    var name = dash < 0 ? identifier : identifier.substring(0, dash);
    return groups.computeIfAbsent(name, first -> new Group());
  }

  private static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
