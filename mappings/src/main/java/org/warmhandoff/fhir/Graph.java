package org.warmhandoff.fhir;

import java.util.List;

/** A record as resources that belong together. The first one is the main one. */
public record Graph(List<Entry> entries) {

  public Graph {
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("a graph has at least its main resource");
    }
  }
}
