package org.warmhandoff.partner.signon;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.config.PartnerConfig.SignOn;
import org.warmhandoff.fit.offer.Offer;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.fit.scope.ScopeNeeds;
import org.warmhandoff.partner.client.Credentials;
import org.warmhandoff.partner.client.PartnerAnswer;

/** How the adapter signs on to a partner, by what is configured. */
public final class SigningOn {

  /** Discovery and the token itself; both once more where less is asked for then. */
  private static final int REQUESTS = 4;

  private SigningOn() {}

  /**
   * The credentials by which that partner is signed on to.
   *
   * @param calls whether it is to call when something has changed there
   * @param offer what it takes, where that is known
   * @param refusals takes what its authorization server does not let us do
   */
  public static Credentials of(
      PartnerConfig partner,
      boolean calls,
      Supplier<Optional<Offer>> offer,
      Consumer<Refusal> refusals,
      Clock clock) {
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
                  .map(known -> needs(known, creates, calls))
                  .orElseGet(() -> ScopeNeeds.ofAnyForm(creates));
      return new Tokens(new SmartGrant(smart, base, needs, refusals, clock), patience, clock);
    }
    if (signOn instanceof SignOn.Basic basic) {
      return new Fixed(Optional.of(BasicCredentials.header(basic.user(), basic.password())));
    }
    return signOn instanceof SignOn.Bearer bearer
        ? new Fixed(Optional.of("Bearer " + bearer.token()))
        : new Fixed(Optional.empty());
  }

  private static ScopeNeeds needs(Offer offer, boolean createsPatients, boolean calls) {
    var needs = ScopeNeeds.of(offer, createsPatients);
    return calls ? needs.withSubscriptions(offer) : needs;
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
