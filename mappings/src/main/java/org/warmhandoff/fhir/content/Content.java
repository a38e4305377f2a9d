package org.warmhandoff.fhir.content;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a record says to a reader, most urgent first. Narratives and documents are made from it.
 *
 * @param about who it is about
 * @param substanceUse whether it falls under 42 CFR Part 2
 */
public record Content(
    String title, Banner banner, Section about, List<Section> sections, boolean substanceUse) {

  /** Section 2.32(a)(2): to accompany every disclosure. */
  public static final String NOTICE =
      "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

  public Content {
    requireNonNull(title);
    requireNonNull(banner);
    requireNonNull(about);
    sections = sections.stream().filter(Section::isFilled).toList();
  }

  /** Who it is about, and then the rest. */
  public List<Section> everything() {
    return Stream.concat(Stream.of(about), sections.stream()).toList();
  }
}
