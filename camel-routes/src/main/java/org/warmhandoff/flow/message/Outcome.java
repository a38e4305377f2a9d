package org.warmhandoff.flow.message;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.warmhandoff.disclosure.Ground;

/**
 * How one attempt ended. A refusal is an answer, not an exception. Notes are codes and our own
 * words, never the partner's text, which may hold PHI.
 */
public sealed interface Outcome {

  /** Where the delivery stands after this. */
  DeliveryState state();

  /** One line for whoever looks at it. */
  String note();

  /** Whether the partner may hold something of it that we do not know of. */
  default boolean inDoubt() {
    return false;
  }

  /** What it says of the partner itself. */
  default Reach reach() {
    return Reach.ANSWERS;
  }

  /** The partner has it and it can be read there. */
  record Delivered(Receipt receipt) implements Outcome {

    public Delivered {
      requireNonNull(receipt);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.DELIVERED;
    }

    @Override
    public String note() {
      return "readable at the partner as " + receipt.main().reference();
    }
  }

  /**
   * Nothing was written; trying again makes sense.
   *
   * @param notBefore how long the partner asked to be left alone, where it said so
   */
  record TryLater(String note, Optional<Duration> notBefore, Reach reach) implements Outcome {

    public TryLater {
      requireNonNull(note);
      requireNonNull(notBefore);
      requireNonNull(reach);
    }

    /** Trouble with this delivery alone. */
    public TryLater(String note) {
      this(note, Optional.empty(), Reach.ANSWERS);
    }

    /** The partner was not asked, so nothing is known of it. */
    public static TryLater unasked(String note) {
      return new TryLater(note, Optional.empty(), Reach.UNKNOWN);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.WAITING;
    }
  }

  /**
   * What every delivery to the partner would meet, and a person must put right: it is told once, of
   * the partner. The delivery goes on being tried.
   *
   * @param reason one that is of a partner
   */
  record PartnerFault(AttentionReason reason, String note) implements Outcome {

    public PartnerFault {
      requireNonNull(reason);
      requireNonNull(note);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.WAITING;
    }
  }

  /** The partner will not take it; a person has to look. */
  record Refused(String note) implements Outcome {

    public Refused {
      requireNonNull(note);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.REFUSED;
    }
  }

  /** The answer to a write was lost: nothing is written again before the partner has been asked. */
  record Unknown(String note, Reach reach) implements Outcome {

    public Unknown {
      requireNonNull(note);
      requireNonNull(reach);
    }

    /** An answer came, and it does not say enough. */
    public Unknown(String note) {
      this(note, Reach.ANSWERS);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.WAITING;
    }

    @Override
    public boolean inDoubt() {
      return true;
    }
  }

  /** Asked after a lost answer: the partner has nothing of it, so it goes again from the start. */
  record NotThere() implements Outcome {

    @Override
    public DeliveryState state() {
      return DeliveryState.WAITING;
    }

    @Override
    public String note() {
      return "asked: the partner does not have it; goes again";
    }

    /** Reads may be answered where every write fails. */
    @Override
    public Reach reach() {
      return Reach.UNKNOWN;
    }
  }

  /**
   * Which of the partner's patients this is, a person must say.
   *
   * @param candidates the best first; empty where nobody there may be meant
   */
  record NeedsPerson(String note, List<Candidate> candidates) implements Outcome {

    public NeedsPerson {
      requireNonNull(note);
      candidates = List.copyOf(candidates);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.NEEDS_PERSON;
    }
  }

  /**
   * The partner's system takes the record in no form: somebody brings a printed page.
   *
   * @param leftOut what the partner's system does not hold, by kinds of resources
   */
  record ByHand(String note, List<String> leftOut) implements Outcome {

    public ByHand {
      requireNonNull(note);
      leftOut = List.copyOf(leftOut);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.BY_HAND;
    }

    @Override
    public Reach reach() {
      return Reach.UNKNOWN;
    }
  }

  /** Consent does not allow it any more. */
  record Withheld(Ground ground) implements Outcome {

    @Override
    public Reach reach() {
      return Reach.UNKNOWN;
    }

    public Withheld {
      requireNonNull(ground);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.WITHHELD;
    }

    @Override
    public String note() {
      return ground.word();
    }
  }

  /**
   * Consent does not allow it any more, and what the partner held of it is taken back there.
   *
   * @param staying what of it stays there all the same, by kinds of resources
   */
  record Retired(Ground ground, List<String> staying) implements Outcome {

    /** Letters; a line holds no more where it is kept. */
    private static final int LONGEST_NOTE = 200;

    public Retired {
      requireNonNull(ground);
      staying = List.copyOf(staying);
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.WITHHELD;
    }

    @Override
    public String note() {
      var note =
          ground.word()
              + (staying.isEmpty()
                  ? "; what the partner held is retired there"
                  : "; not retired there: " + String.join(", ", staying));
      return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 3) + "...";
    }
  }

  /** A newer version is waiting, so this one need not go. */
  record Superseded() implements Outcome {

    @Override
    public Reach reach() {
      return Reach.UNKNOWN;
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.SUPERSEDED;
    }

    @Override
    public String note() {
      return "a newer version goes instead";
    }
  }

  /** The partner holds no earlier version, and this one says only that it is over. */
  record NotNeeded() implements Outcome {

    @Override
    public Reach reach() {
      return Reach.UNKNOWN;
    }

    @Override
    public DeliveryState state() {
      return DeliveryState.NOT_NEEDED;
    }

    @Override
    public String note() {
      return "the partner never had it, and it is not in force";
    }
  }
}
