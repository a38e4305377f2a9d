package org.warmhandoff.partner.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Outcome.Unknown;
import org.warmhandoff.flow.message.Reach;

/** What a partner was asked for, or why it is not to be had. */
class PartnerAnswerTest {

  private static final PartnerFailure BUSY =
      new PartnerFailure(new TryLater("answered 503", Optional.empty(), Reach.BUSY));

  private final List<String> asked = new ArrayList<>();

  private PartnerAnswer<Optional<String>> ask(String question, Optional<String> answer) {
    asked.add(question);
    return PartnerAnswer.of(answer);
  }

  @Test
  void whatWasAskedForIsGoneOnWith() {
    var answer = PartnerAnswer.of("Patient/7").map(String::length).then(PartnerAnswer::of);

    assertThat(answer.orElseThrow()).isEqualTo(9);
    assertThat(answer.failure()).isEmpty();
  }

  @Test
  void afterAFailureNothingMoreIsAsked() {
    var answer = PartnerAnswer.<String>failed(BUSY).then(id -> ask(id, Optional.empty()));

    assertThat(answer.failure()).contains(BUSY);
    assertThat(asked).isEmpty();
  }

  @Test
  void aFailureThatNobodyCanDoSomethingAboutEndsTheConversation() {
    assertThatThrownBy(PartnerAnswer.failed(BUSY)::orElseThrow)
        .isInstanceOfSatisfying(
            ConversationEnded.class, ended -> assertThat(ended.failure()).isEqualTo(BUSY))
        .hasMessage("answered 503");
  }

  @Test
  void theSecondQuestionIsAskedOnlyWhereTheFirstFindsNothing() {
    var first =
        PartnerAnswer.firstOf(
            ask("by id", Optional.of("77")), () -> ask("by identifier", Optional.empty()));
    var second =
        PartnerAnswer.firstOf(
            ask("by id", Optional.empty()), () -> ask("by patient", Optional.of("78")));

    assertThat(first.orElseThrow()).contains("77");
    assertThat(second.orElseThrow()).contains("78");
    assertThat(asked).containsExactly("by id", "by id", "by patient");
  }

  @Test
  void whatSpeaksAgainstAnAnswerIsItsFailure() {
    assertThat(PartnerAnswer.of("77").unless(id -> Optional.of(BUSY)).failure()).contains(BUSY);
    assertThat(PartnerAnswer.of("77").unless(id -> Optional.empty()).orElseThrow()).isEqualTo("77");
  }

  @Test
  void whatCannotBeReadAfterAWriteLeavesTheWriteUnknown() {
    var answer = PartnerAnswer.failed(BUSY).mapFailure(ResponseClassifier::afterWriting);

    assertThat(answer.failure())
        .map(PartnerFailure::outcome)
        .contains(new Unknown("written, and could not be read back: answered 503", Reach.BUSY));
  }

  @Test
  void nothingOfThePartnersOwnWordsIsInAFailuresText() {
    var failure =
        new PartnerFailure(
            BUSY.outcome(),
            PartnerFailure.Meaning.REFUSED,
            Optional.empty(),
            List.of("Patient.where(name='Dana')"));

    assertThat(failure).asString().isEqualTo("PartnerFailure[answered 503, REFUSED]");
  }
}
