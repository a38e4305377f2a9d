package org.warmhandoff.store;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import org.warmhandoff.record.Sensitivity;
import org.warmhandoff.record.Words;

/** A column that holds what somebody may know, or not, as words with spaces between them. */
final class SensitivitiesColumn {

  private SensitivitiesColumn() {}

  static String text(Collection<Sensitivity> all) {
    return all.stream().map(Words::word).distinct().sorted().collect(joining(" "));
  }

  static Set<Sensitivity> read(String text) {
    return Arrays.stream(text.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .map(word -> Words.constant(Sensitivity.class, word))
        .collect(toUnmodifiableSet());
  }
}
