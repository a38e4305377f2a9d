package org.warmhandoff.fit;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An order of writing in which references lead to what is there already. */
final class Order {

  private Order() {}

  /**
   * The items in that order, otherwise as they were. Where resources refer to each other in a
   * circle, the one that most others wait for is written first, and its reference to the next in
   * the circle is a logical one.
   *
   * @param before full URLs of what is written before any of them
   */
  static List<Item> of(List<Item> items, Set<String> before) {
    var waiting = new LinkedHashMap<String, Item>();
    items.forEach(item -> waiting.put(item.fullUrl(), item));
    var written = new HashSet<>(before);
    var ordered = new ArrayList<Item>();
    while (!waiting.isEmpty()) {
      var next = next(waiting);
      waiting.remove(next.fullUrl());
      ordered.add(next.with(References.keeping(next.resource(), written)));
      written.add(next.fullUrl());
    }
    return ordered;
  }

  private static Item next(Map<String, Item> waiting) {
    return waiting.values().stream()
        .filter(item -> waitsFor(item, waiting).isEmpty())
        .findFirst()
        .orElseGet(() -> mostWaitedFor(waiting));
  }

  /** The first of those that most wait for. */
  private static Item mostWaitedFor(Map<String, Item> waiting) {
    return waiting.values().stream()
        .sorted(comparing((Item item) -> -waitingFor(item, waiting)))
        .findFirst()
        .orElseThrow();
  }

  private static long waitingFor(Item item, Map<String, Item> waiting) {
    return waiting.values().stream()
        .filter(other -> waitsFor(other, waiting).contains(item.fullUrl()))
        .count();
  }

  private static Set<String> waitsFor(Item item, Map<String, Item> waiting) {
    var urls = new HashSet<>(References.of(item.resource()));
    urls.retainAll(waiting.keySet());
    urls.remove(item.fullUrl());
    return urls;
  }
}
