package org.warmhandoff.partner.client;

import java.util.Optional;

/**
 * A conversation with a partner came to its end, for nothing can be done about an answer. It only
 * carries that answer to where the conversation began: whoever can go on asks for a {@link
 * PartnerAnswer} and looks at it. Never leaves {@code partner}: outside, an answer is a value.
 */
public final class ConversationEnded extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient PartnerFailure failure;

  /** Ended by that answer. */
  public ConversationEnded(PartnerFailure failure) {
    super(failure.outcome().note(), null, false, false);
    this.failure = failure;
  }

  /**
   * Goes on only where nothing failed.
   *
   * @throws ConversationEnded where something did
   */
  public static void ifAny(Optional<PartnerFailure> failure) {
    if (failure.isPresent()) {
      throw new ConversationEnded(failure.get());
    }
  }

  /** The answer that it ended by. */
  public PartnerFailure failure() {
    return failure;
  }
}
