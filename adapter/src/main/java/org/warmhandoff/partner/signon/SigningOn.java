package org.warmhandoff.partner.signon;

import java.time.Clock;
import java.util.Optional;
import org.warmhandoff.config.PartnerConfig.SignOn;
import org.warmhandoff.partner.client.Credentials;
import org.warmhandoff.partner.client.PartnerAnswer;

/** How the adapter signs on to a partner, by what is configured. */
public final class SigningOn {

  private SigningOn() {}

  /** The credentials by that sign-on setting. */
  public static Credentials of(SignOn signOn, Clock clock) {
    if (signOn instanceof SignOn.ClientSecret client) {
      return new Tokens(client, clock);
    }
    if (signOn instanceof SignOn.Basic basic) {
      return new Fixed(Optional.of(BasicCredentials.header(basic.user(), basic.password())));
    }
    return signOn instanceof SignOn.Bearer bearer
        ? new Fixed(Optional.of("Bearer " + bearer.token()))
        : new Fixed(Optional.empty());
  }

  /** The same for every request. */
  private record Fixed(Optional<String> value) implements Credentials {

    @Override
    public PartnerAnswer<Optional<String>> header(Exchange exchange) {
      return PartnerAnswer.of(value);
    }

    @Override
    public boolean canRenew(Optional<String> refused) {
      return false;
    }

    @Override
    public String toString() {
      return "Fixed";
    }
  }
}
