package org.warmhandoff.fhir.content;

import static java.util.Objects.requireNonNull;

import org.warmhandoff.record.Words;

/**
 * What must be seen before anything else of a record.
 *
 * @param standing in one line, the state it is in and how much is at stake
 * @param risk as it was assessed, and that it was not where it was not
 * @param label the standing for lists of documents and messages, which pass more eyes than those of
 *     the reader: nothing of it tells of substance use
 */
public record Banner(Tone tone, String standing, String risk, String label) {

  /** How it looks; never the only thing that says so. */
  public enum Tone {
    EMERGENCY,
    URGENT,
    CURRENT,
    /** Nothing to act on any more, or not yet. */
    OVER;

    /** The word for it in markup, such as {@code over}. */
    public String word() {
      return Words.word(this);
    }
  }

  public Banner {
    requireNonNull(tone);
    requireNonNull(standing);
    requireNonNull(risk);
    requireNonNull(label);
  }

  /** One that says the same in lists. */
  static Banner of(Tone tone, String standing, String risk) {
    return new Banner(tone, standing, risk, standing);
  }
}
