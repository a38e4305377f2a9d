package org.warmhandoff.flow.port;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.warmhandoff.record.Words;

/**
 * What a partner holds of a record version.
 *
 * @param remote the main resource there, such as {@code CarePlan/77}
 * @param remoteVersion its {@code meta.versionId}, where the partner tells
 */
public record Receipt(Form form, Link link, String remote, Optional<String> remoteVersion) {

  /** In which form a record travels, the fullest first. */
  public enum Form {
    /** Every resource, in one transaction. */
    GRAPH,
    /** One DocumentReference with the whole record in it. */
    DOCUMENT;

    /** The word used in the API, such as {@code graph}. */
    public String word() {
      return Words.word(this);
    }
  }

  public Receipt {
    requireNonNull(form);
    requireNonNull(link);
    requireNonNull(remote);
    requireNonNull(remoteVersion);
  }
}
