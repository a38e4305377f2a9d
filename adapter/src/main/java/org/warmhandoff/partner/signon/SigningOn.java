package org.warmhandoff.partner.signon;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.config.PartnerConfig.SignOn;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.scope.ScopeNeeds;
import org.warmhandoff.partner.client.Credentials;
import org.warmhandoff.partner.client.PartnerAnswer;

/** How the adapter signs on to a partner, by what is configured. */
public final class SigningOn {

  /** Discovery and the token itself. */
  private static final int REQUESTS = 2;

  private SigningOn() {}

  /**
   * The credentials by which that partner is signed on to.
   *
   * @param offer what it takes, where that is known
   */
  public static Credentials of(
      PartnerConfig partner, Supplier<Optional<Offer>> offer, Clock clock) {
    var signOn = partner.signOn();
    var patience = partner.timeouts().answer().multipliedBy(REQUESTS);
    if (signOn instanceof SignOn.ClientSecret client) {
      return new Tokens(new ClientSecretGrant(client), patience, clock);
    }
    if (signOn instanceof SignOn.Smart smart) {
      var base = URI.create(partner.baseUrl().toString().replaceFirst("/+$", ""));
      var creates = partner.patients().mayBeCreated();
      Supplier<ScopeNeeds> needs =
          () ->
              offer
                  .get()
                  .map(known -> ScopeNeeds.of(known, creates))
                  .orElseGet(() -> ScopeNeeds.ofAnyForm(creates));
      return new Tokens(new SmartGrant(smart, base, needs, clock), patience, clock);
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
