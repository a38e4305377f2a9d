package org.warmhandoff.flow.holdings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.warmhandoff.record.RecordKey;

/**
 * A resource of ours that should stand at a partner, by the store.
 *
 * @param key the version of the record that the partner has
 * @param delivery by which it has it
 * @param type such as {@code CarePlan}
 * @param identifier by which it is found, as {@code system|value}
 * @param id the partner's own id of it
 * @param version that we last saw there; empty where the partner keeps none
 * @param accepted what the partner changed and the program accepts since it was written last, as
 *     {@link #accepted(String, String)} says it; empty for nothing
 * @param sent the resource as it was sent, as JSON; empty where it was only patched
 * @param known what of it the partner keeps otherwise, as far as that is known already
 */
public record HeldResource(
    RecordKey key,
    long delivery,
    String type,
    String identifier,
    String id,
    Optional<String> version,
    Optional<String> accepted,
    Optional<String> sent,
    KnownDigests known) {

  /**
   * By what it is known again that a partner keeps something otherwise than it was sent.
   *
   * @param readBack as it was when it was delivered; empty where it was as it was sent, or was not
   *     read back
   * @param accepted as the partner changed it and the program accepts it since; empty for nothing
   */
  public record KnownDigests(Optional<String> readBack, Optional<String> accepted) {

    public KnownDigests {
      requireNonNull(readBack);
      requireNonNull(accepted);
    }
  }

  /** What is accepted where the partner deleted it; a version is no such word. */
  public static final String GONE = "(deleted)";

  public HeldResource {
    requireNonNull(key);
    requireNonNull(type);
    requireNonNull(identifier);
    requireNonNull(id);
    requireNonNull(version);
    requireNonNull(accepted);
    requireNonNull(sent);
    requireNonNull(known);
  }

  /**
   * What is accepted, such as {@code 88/_history/3}: a version says nothing without what it is of.
   *
   * @param id the partner's own id of it
   * @param version that stands there; {@link #GONE} where nothing does
   */
  public static String accepted(String id, String version) {
    return GONE.equals(version) ? GONE : id + "/_history/" + version;
  }

  /** By ids only: what was sent is nobody's to read in a log. */
  @Override
  public String toString() {
    return "HeldResource[" + key + ", " + type + "/" + id + "]";
  }
}
