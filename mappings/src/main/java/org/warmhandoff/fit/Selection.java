package org.warmhandoff.fit;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The items of a record that are sent, and why the others are not. */
final class Selection {

  private final LeftOut leftOut = new LeftOut();
  private final int all;
  private List<Item> kept;

  Selection(List<Item> items) {
    this.all = items.size();
    this.kept = List.copyOf(items);
  }

  List<Item> kept() {
    return kept;
  }

  LeftOut leftOut() {
    return leftOut;
  }

  boolean hasMain() {
    return kept.stream().anyMatch(Item::main);
  }

  void leaveOut(Predicate<Item> which, String why) {
    kept.stream().filter(which).forEach(item -> leftOut.resource(item.type(), why));
    kept = kept.stream().filter(which.negate()).toList();
  }

  /** What cannot be written by itself, and why. */
  void leaveOutWhatLacks(MissingCapabilities lacks) {
    kept.forEach(
        item -> lacks.alone(item.need()).ifPresent(lack -> leftOut.resource(item.type(), lack)));
    kept = kept.stream().filter(item -> lacks.alone(item.need()).isEmpty()).toList();
  }

  /** Cuts everything to what may be sent. */
  void tailor(Tailor tailor, boolean wholeElsewhere) {
    var fitting = new ArrayList<Item>();
    for (var item : kept) {
      var tailored = tailor.tailored(item.resource(), wholeElsewhere);
      leftOut.elements(tailored.cut());
      tailored
          .resource()
          .ifPresentOrElse(
              resource -> fitting.add(item.with(resource)),
              () -> leftOut.resource(item.type(), tailored.why()));
    }
    kept = List.copyOf(fitting);
  }

  /** What refers to anything that is not sent says what it means, and leads nowhere. */
  void unlink() {
    if (kept.size() == all) {
      return; // they refer to each other alone, and to look takes long
    }
    var sent = kept.stream().map(Item::fullUrl).collect(toSet());
    kept = kept.stream().map(item -> item.with(References.keeping(item.resource(), sent))).toList();
  }
}
