package org.warmhandoff.partner.signon;

import java.util.List;
import java.util.Optional;
import org.apache.http.client.methods.HttpUriRequest;
import org.warmhandoff.partner.client.Credentials.Exchange;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;

/** What a token is asked for with (RFC 6749, 1.3), each time anew. */
interface Grant {

  /**
   * The request for a token.
   *
   * @param exchange over which it finds out where to ask
   */
  PartnerAnswer<HttpUriRequest> request(Exchange exchange);

  /** What speaks against a token that was given. */
  Optional<PartnerFailure> against(TokenReply given);

  /** Takes in how it went, and adds to the words of a failure. */
  String received(TokenReply reply);

  /**
   * Whether it is worth asking once more, at once: because of what that says it asks for less then.
   */
  boolean asksForLess(TokenReply refusal);

  /** Whether what anybody may ask is asked without a token. */
  boolean sparesOpenQuestions();

  /** How it went last, in words. */
  List<String> steps();
}
