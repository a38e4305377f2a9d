package org.warmhandoff.hook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
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
 * it is noted, and answered at once with 200 and nothing, whatever it names, for a partner sets
 * aside a subscription whose hook fails, and HAPI would parse what is answered. Only who has let
 * itself in with the secret of that partner's subscription comes here.
 *
 * @see <a href="https://hl7.org/fhir/R4/subscription.html#2.46.7.1">REST Hook</a>
 */
@RestController
public final class HookController {

  private final Hints hints;

  /** Notes what is called about there. */
  public HookController(Hints hints) {
    this.hints = hints;
  }

  /** A hook without a payload, or with a bundle of what has changed. */
  @RequestMapping(path = "/hooks/{partner}", method = RequestMethod.POST)
  public ResponseEntity<Void> changed(
      @PathVariable String partner, HttpServletRequest request, Authentication who)
      throws IOException {
    var body = HookBody.of(request.getInputStream());
    hints.called(
        new HookCall(
            partner, HookTokens.typeOf(who), body.names(), body.isAboutNothing(), body.count()));
    return ResponseEntity.ok().build();
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
