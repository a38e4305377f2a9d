package org.warmhandoff.partner;

import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.warmhandoff.flow.port.Delivery;
import org.warmhandoff.flow.port.Outcome;
import org.warmhandoff.partner.Answers.Doing;

/** One delivery's conversation with a partner. Not for more than one thread. */
final class Talk {

  private final IGenericClient client;
  private final RetryAfter retryAfter;
  private final Duration longestAnswer;
  private final Clock clock;

  Talk(IGenericClient client, Duration longestAnswer, Clock clock) {
    this.client = client;
    this.longestAnswer = longestAnswer;
    this.clock = clock;
    this.retryAfter = new RetryAfter(clock);
    client.registerInterceptor(retryAfter);
  }

  /**
   * Asks something that changes nothing.
   *
   * @throws Said with the outcome, where there is no answer to work with
   */
  <T> T ask(Function<IGenericClient, T> question) {
    return say(question, Doing.ASKING);
  }

  /**
   * Asks for something that may be gone (404, 410) or closed to us (403), which is empty then.
   *
   * @throws Said with the outcome, where there is no answer to work with
   */
  <T> Optional<T> askFor(Function<IGenericClient, T> question) {
    return ask(
        client -> {
          try {
            return Optional.of(question.apply(client));
          } catch (ResourceNotFoundException
              | ResourceGoneException
              | ForbiddenOperationException notShown) {
            if (Answers.saidInFhir(notShown)) {
              return Optional.empty();
            }
            throw notShown;
          }
        });
  }

  /**
   * Writes, if the lease holds long enough for the answer to come back within it.
   *
   * @throws Said with the outcome, where there is no answer to work with
   */
  <T> T write(Delivery delivery, Function<IGenericClient, T> writing) {
    if (clock.instant().plus(longestAnswer).isAfter(delivery.lease().ends())) {
      throw new Said(new Outcome.TryLater("the lease is nearly over"));
    }
    return say(writing, Doing.WRITING);
  }

  private <T> T say(Function<IGenericClient, T> words, Doing doing) {
    try {
      return words.apply(client);
    } catch (BaseServerResponseException failure) {
      throw new Said(Answers.outcome(failure, doing, retryAfter.asked()));
    } catch (DataFormatException garbage) {
      throw new Said(Answers.garbage(doing));
    }
  }
}
