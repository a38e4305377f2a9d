package org.warmhandoff.hook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.warmhandoff.followup.subscription.Hints;
import org.warmhandoff.followup.subscription.HookCall;

/**
 * Where partners call that something has changed there. What they bring is a hint and nothing more:
 * it is noted, and answered at once with 200, whatever it names, for a partner sets aside a
 * subscription whose hook fails. Only who has let itself in with the secret of that partner's
 * subscription comes here.
 *
 * @see <a href="https://hl7.org/fhir/R4/subscription.html#2.46.7.1">REST Hook</a>
 */
@RestController
public final class HookController {

  private static final MediaType FHIR = MediaType.parseMediaType("application/fhir+json");
  private static final String TAKEN =
      "{\"resourceType\": \"Bundle\", \"type\": \"transaction-response\"}";

  private final Hints hints;

  /** Notes what is called about there. */
  public HookController(Hints hints) {
    this.hints = hints;
  }

  /**
   * A hook without a payload, or with a bundle of what has changed. HAPI parses what is answered:
   * nothing where it sends nothing, and a bundle where it sends one, else it sends it twenty times.
   */
  @RequestMapping(path = "/hooks/{partner}", method = RequestMethod.POST)
  public ResponseEntity<String> changed(
      @PathVariable String partner, HttpServletRequest request, Authentication who)
      throws IOException {
    var body = HookBody.of(request.getInputStream());
    hints.called(
        new HookCall(
            partner, HookTokens.typeOf(who), body.names(), body.isAboutNothing(), body.count()));
    return isInFhir(request)
        ? ResponseEntity.ok().contentType(FHIR).body(TAKEN)
        : ResponseEntity.ok().build();
  }

  private static boolean isInFhir(HttpServletRequest request) {
    return request.getContentType() != null
        && request.getContentType().toLowerCase(Locale.ROOT).startsWith(FHIR.toString());
  }

  /** One with a payload, as HAPI sends it: below the hook's address, as if it were a server. */
  @RequestMapping(
      path = "/hooks/{partner}/{type}/{id}",
      method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE})
  public ResponseEntity<Void> changedOne(
      @PathVariable String partner,
      @PathVariable String type,
      @PathVariable String id,
      Authentication who) {
    hints.called(
        new HookCall(
            partner, HookTokens.typeOf(who), Set.of(type + "/" + id), false, Optional.empty()));
    return ResponseEntity.ok().build();
  }
}
