package org.warmhandoff.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.warmhandoff.record.Priority;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.RecordKind;
import org.warmhandoff.record.ReferralStatus.State;
import org.warmhandoff.referral.SeenVersions;

/**
 * Where a referral is in its life at a partner that has it.
 *
 * @param key the version that the partner has
 * @param asks whether the partner holds anything that it could answer in
 * @param looks when it was looked at, and when it is again
 * @param told what somebody was told of it already
 */
public record LifeRow(
    String partner,
    RecordKey key,
    String participantId,
    Priority priority,
    boolean asks,
    State state,
    SeenVersions seen,
    Looks looks,
    ToldOfLife told) {

  static final String CALLED = "the partner called about it";

  static final String CALLED_UNNAMED = "the partner called, and did not say about what";

  static final String SEARCHED = "a search at the partner shows that it changed";

  static final String SEVERAL = "a search at the partner shows another one of it";

  static final String UNSEARCHED = "read by itself: no search at the partner shows what changes";

  static final String TAKEN_BACK = "what the partner held is taken back there";

  /**
   * When it was looked at.
   *
   * @param begun when the partner got the version that it has
   * @param changed when the referral last became another state
   * @param seen when something else than before was last seen at the partner
   * @param note what came of the last look, in our own words
   * @param due when it is looked at again; empty when it is over
   */
  public record Looks(
      Instant begun,
      Instant changed,
      Instant seen,
      Optional<Instant> last,
      Optional<Instant> due,
      String note) {

    /** When either side last said something. */
    public Instant lastWord() {
      return begun.isAfter(changed) ? begun : changed;
    }
  }

  /**
   * What somebody was told.
   *
   * @param noReply that nobody answered in time
   * @param version the program's of which the trail tells
   */
  public record ToldOfLife(boolean noReply, int version) {}

  /** Whether nobody has said anything to it. */
  public boolean isUnanswered() {
    return isNoAnswer(state);
  }

  /** Whether that is what stands where nobody has said anything. */
  public static boolean isNoAnswer(State state) {
    return state == State.REQUESTED || state == State.RECEIVED;
  }

  /**
   * Whether it is to be looked at by now because of something that was heard since the last look.
   */
  public boolean isHintedAt(Instant now) {
    return (looks.note().equals(CALLED)
            || isCalledUnnamed()
            || isShownBySearch()
            || areSeveralShown())
        && looks.due().filter(due -> !due.isAfter(now)).isPresent();
  }

  /** Whether it is, or was to be, looked at because of a call that did not say about what. */
  public boolean isCalledUnnamed() {
    return looks.note().equals(CALLED_UNNAMED);
  }

  /** Whether it is, or was to be, looked at because a search showed that it changed. */
  public boolean isShownBySearch() {
    return looks.note().equals(SEARCHED);
  }

  /** Whether it is, or was to be, looked at because a search showed more of it than was seen. */
  public boolean areSeveralShown() {
    return looks.note().equals(SEVERAL);
  }

  /** Whether it is, or was to be, looked at because no search shows what changes. */
  public boolean isUnsearched() {
    return looks.note().equals(UNSEARCHED);
  }

  /** Whether nothing of it stands at the partner any more. */
  public boolean isTakenBack() {
    return looks.due().isEmpty() && looks.note().equals(TAKEN_BACK);
  }

  /** The same as if it had not been looked at yet: it is looked at now. */
  public LifeRow anew(State now, Instant at) {
    var looked = new Looks(looks.begun(), at, at, looks.last(), Optional.of(at), looks.note());
    return new LifeRow(
        partner,
        key,
        participantId,
        priority,
        asks,
        now,
        SeenVersions.none(),
        looked,
        new ToldOfLife(false, told.version()));
  }

  /** The same when these were seen, and stand so since. */
  public LifeRow seen(SeenVersions versions, State now, Instant at) {
    var changed = now == state ? looks.changed() : at;
    var since = versions.equals(seen) ? looks.seen() : at;
    var looked = new Looks(looks.begun(), changed, since, looks.last(), looks.due(), looks.note());
    return new LifeRow(partner, key, participantId, priority, asks, now, versions, looked, told);
  }

  /** The same when somebody was told that. */
  public LifeRow told(ToldOfLife what) {
    return new LifeRow(partner, key, participantId, priority, asks, state, seen, looks, what);
  }

  /** The same when it was looked at, and is again then. */
  public LifeRow looked(Instant at, Optional<Instant> again, String note) {
    var looked =
        new Looks(looks.begun(), looks.changed(), looks.seen(), Optional.of(at), again, note);
    return new LifeRow(partner, key, participantId, priority, asks, state, seen, looked, told);
  }

  /** The same when it is looked at once more then, and what was seen now counts for nothing. */
  public LifeRow putOff(Instant again) {
    var before =
        new Looks(
            looks.begun(),
            looks.changed(),
            looks.seen(),
            looks.last(),
            Optional.of(again),
            looks.note());
    return new LifeRow(partner, key, participantId, priority, asks, state, seen, before, told);
  }

  static LifeRow of(ResultSet row, int n) throws SQLException {
    return new LifeRow(
        row.getString("partner"),
        new RecordKey(RecordKind.REFERRAL, row.getString("record_id"), row.getInt("version")),
        row.getString("participant_id"),
        Priority.ofRank(row.getInt("priority")),
        row.getBoolean("asks"),
        State.valueOf(row.getString("state")),
        SeenVersions.of(row.getString("seen")),
        new Looks(
            Times.instant(row, "begun_at"),
            Times.instant(row, "changed_at"),
            Times.instant(row, "seen_at"),
            Times.maybe(row, "looked_at"),
            Times.maybe(row, "due_at"),
            row.getString("note")),
        new ToldOfLife(row.getBoolean("reply_told"), row.getInt("noted_version")));
  }
}
