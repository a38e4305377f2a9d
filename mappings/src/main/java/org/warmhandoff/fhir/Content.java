package org.warmhandoff.fhir;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a record says to a reader, most urgent first. Narratives and documents are made from it.
 *
 * @param standing in one line, what the reader must know of the state it is in
 * @param substanceUse whether it falls under 42 CFR Part 2
 */
record Content(String title, String standing, List<Section> sections, boolean substanceUse) {

  /** Section 2.32(a)(2): to accompany every disclosure. */
  static final String NOTICE =
      "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

  Content {
    requireNonNull(title);
    requireNonNull(standing);
    sections = sections.stream().filter(Section::isFilled).toList();
  }

  /** The same with another section before the others. */
  Content startingWith(Section first) {
    return new Content(
        title, standing, Stream.concat(Stream.of(first), sections.stream()).toList(), substanceUse);
  }
}
