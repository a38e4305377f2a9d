package org.warmhandoff.fhir.content;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.warmhandoff.disclosure.RedisclosureNotice;

/**
 * What a record says to a reader, most urgent first. Narratives and documents are made from it.
 *
 * @param about who it is about
 * @param notice goes along where it falls under 42 CFR Part 2
 */
public record Content(
    String title,
    Banner banner,
    Section about,
    List<Section> sections,
    Optional<RedisclosureNotice> notice) {

  public Content {
    requireNonNull(title);
    requireNonNull(banner);
    requireNonNull(about);
    requireNonNull(notice);
    sections = sections.stream().filter(Section::isFilled).toList();
  }

  /** Who it is about, and then the rest. */
  public List<Section> everything() {
    return Stream.concat(Stream.of(about), sections.stream()).toList();
  }
}
