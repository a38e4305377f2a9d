package org.warmhandoff.followup.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.warmhandoff.flow.changes.ChangeAnswer.Changed;
import org.warmhandoff.referral.SeenVersions;

/**
 * How far a search has come, by the partner's own clock. It goes back a while before that each
 * time, for what is stamped may be shown later. Where that is more than a page it would be paged
 * through until something newer comes; so what was shown twice, the second time when nothing of it
 * could be late any more, is not searched again.
 *
 * @param since from where on it is searched, and a while before; empty where that is not known yet
 * @param greatest the greatest stamp that was seen
 * @param settled up to there all was seen, and it is not searched again
 * @param paged the last answer, if it came in several pages
 */
public record SearchCursor(
    Optional<Instant> since,
    Optional<Instant> greatest,
    Optional<Instant> settled,
    Optional<PagedAnswer> paged) {

  /**
   * An answer in several pages.
   *
   * @param sha256 what it showed, in hexadecimal digits
   * @param at when it showed that first, by our clock
   */
  public record PagedAnswer(String sha256, Instant at) {

    public PagedAnswer {
      requireNonNull(sha256);
      requireNonNull(at);
    }
  }

  public SearchCursor {
    requireNonNull(since);
    requireNonNull(greatest);
    requireNonNull(settled);
    requireNonNull(paged);
  }

  /** Where nothing is known yet. */
  public static SearchCursor none() {
    return new SearchCursor(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same when all before it, as far as it goes back, is to be shown again. */
  public SearchCursor unsettled() {
    return new SearchCursor(since, greatest, Optional.empty(), Optional.empty());
  }

  /**
   * The same after that answer.
   *
   * @param overlap how late a partner may show what it has stamped
   * @param now by our clock
   */
  public SearchCursor after(Changed changed, Duration overlap, Instant now) {
    if (changed.latest().isEmpty()) {
      return this;
    }
    var latest = changed.latest().get();
    var newest = greatest.filter(latest::isBefore).orElse(latest);
    return changed
        .fitting()
        .map(fitting -> afterPages(changed, fitting, newest, overlap, now))
        .orElseGet(
            () ->
                new SearchCursor(
                    Optional.of(newest),
                    Optional.of(newest),
                    settled.filter(newest.minus(overlap)::isBefore),
                    Optional.empty()));
  }

  /** What moves between pages may be on none: that all was shown, the same answer again says. */
  private SearchCursor afterPages(
      Changed changed, Instant fitting, Instant newest, Duration overlap, Instant now) {
    var sha256 = sha256(changed.versions());
    var first =
        paged
            .filter(one -> one.sha256().equals(sha256))
            .orElseGet(() -> new PagedAnswer(sha256, now));
    return changed.turn().at().isBefore(first.at().plus(overlap))
        ? new SearchCursor(
            // Once more from where this one began, or near it.
            greatest.or(() -> since).or(() -> Optional.of(newest)),
            Optional.of(newest),
            settled,
            Optional.of(first))
        : new SearchCursor(
            Optional.of(newest), Optional.of(newest), Optional.of(fitting), Optional.empty());
  }

  private static String sha256(Map<String, String> versions) {
    try {
      var text = new SeenVersions(versions).toString();
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }
}
