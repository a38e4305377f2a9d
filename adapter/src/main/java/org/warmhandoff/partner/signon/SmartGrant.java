package org.warmhandoff.partner.signon;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.http.HttpHeaders;
import org.apache.http.NameValuePair;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.message.BasicNameValuePair;
import org.warmhandoff.config.PartnerConfig.SignOn.Smart;
import org.warmhandoff.fit.offer.Refusal;
import org.warmhandoff.fit.scope.ScopeNeeds;
import org.warmhandoff.fit.scope.Scopes;
import org.warmhandoff.flow.message.AttentionReason;
import org.warmhandoff.flow.message.Outcome.PartnerFault;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.keys.OurKeys;
import org.warmhandoff.keys.SigningKey;
import org.warmhandoff.keys.UnusableKey;
import org.warmhandoff.partner.client.Credentials.Exchange;
import org.warmhandoff.partner.client.PartnerAnswer;
import org.warmhandoff.partner.client.PartnerFailure;
import org.warmhandoff.partner.client.Reply.HttpReply;
import org.warmhandoff.partner.client.Reply.Lost;

/**
 * SMART Backend Services (SMART App Launch 2.2): the token endpoint is discovered, an assertion is
 * signed for each request, and the scopes are those that this partner's forms need. Used by one at
 * a time: see {@link Tokens}.
 */
final class SmartGrant implements Grant {

  private static final String DISCOVERY = "/.well-known/smart-configuration";
  private static final Duration DISCOVERED_FOR = Duration.ofHours(1);
  private static final int MOST_WORDS = 100;
  private static final String FOR_SUBSCRIPTIONS = "system/Subscription.";
  private static final Refusal NO_SUBSCRIPTIONS = new Refusal("Subscription", "create");

  private final Smart client;
  private final URI base;
  private final Supplier<ScopeNeeds> needs;
  private final Consumer<Refusal> refusals;
  private final Clock clock;
  private final ServerClock serverClock;
  private Optional<Discovered> discovered = Optional.empty();

  /**
   * Whether what time it is at the token endpoint is taken from whoever names it, which may be
   * another host with another clock, or a cache: until the endpoint itself has said.
   */
  private boolean discoveryTellsTime = true;

  /** Whether it is asked without what was refused with those for subscriptions. */
  private boolean sparing;

  private List<String> asked = List.of();
  private ScopeNeeds askedFor = new ScopeNeeds(Scopes.none(), Scopes.none());
  private List<String> before = List.of();
  private volatile List<String> steps = List.of();

  /**
   * A grant by that key of ours.
   *
   * @param base of the partner
   * @param needs what we must be allowed there, as is known now
   * @param refusals takes what its authorization server does not let us do
   */
  SmartGrant(
      Smart client, URI base, Supplier<ScopeNeeds> needs, Consumer<Refusal> refusals, Clock clock) {
    this.client = client;
    this.base = base;
    this.needs = needs;
    this.refusals = refusals;
    this.clock = clock;
    this.serverClock = new ServerClock(clock);
  }

  private record Discovered(SmartConfiguration configuration, Instant until) {}

  @Override
  public PartnerAnswer<HttpUriRequest> request(Exchange exchange) {
    before = List.of();
    return configuration(exchange).then(this::request);
  }

  private PartnerAnswer<SmartConfiguration> configuration(Exchange exchange) {
    if (client.tokenUrl().isPresent()) {
      step("discovery: not asked for, the token endpoint is configured");
      return PartnerAnswer.of(SmartConfiguration.of(client.tokenUrl().get()));
    }
    var now = clock.instant();
    var known = discovered.filter(one -> one.until().isAfter(now)).map(Discovered::configuration);
    return known.isPresent()
        ? PartnerAnswer.of(known.get()).map(this::noted)
        : discover(exchange).map(this::noted);
  }

  private PartnerAnswer<SmartConfiguration> discover(Exchange exchange) {
    var request =
        RequestBuilder.get(base + DISCOVERY).setHeader(HttpHeaders.ACCEPT, "application/json");
    return exchange
        .send(request.build(), "smart-configuration")
        .then(
            reply ->
                reply instanceof Lost lost
                    ? no("discovery", lost.why().words())
                    : read((HttpReply) reply));
  }

  private PartnerAnswer<SmartConfiguration> read(HttpReply reply) {
    if (reply.status() != 200) {
      return no("discovery", "answered " + reply.status());
    }
    var read = SmartConfiguration.read(TokenReply.json(reply), base);
    if (read.tokenUrl().isEmpty()) {
      return no("discovery", "names no token endpoint that may be asked");
    }
    if (discoveryTellsTime) {
      serverClock.seen(reply);
    }
    discovered = Optional.of(new Discovered(read, clock.instant().plus(DISCOVERED_FOR)));
    return PartnerAnswer.of(read);
  }

  private SmartConfiguration noted(SmartConfiguration known) {
    step("discovery: tokens are asked for at " + known.tokenUrl().orElseThrow());
    return known;
  }

  private PartnerAnswer<HttpUriRequest> request(SmartConfiguration at) {
    choose(at);
    try {
      return key(at).map(key -> signed(at, key));
    } catch (UnusableKey unusable) {
      return no("key", unusable.getMessage());
    }
  }

  /** What is wanted, what of it is offered, and so what is asked for. */
  private void choose(SmartConfiguration at) {
    askedFor = sparing ? needs.get().withoutSubscriptions() : needs.get();
    if (sparing) {
      step("scopes for subscriptions: refused, so it is asked without them, and polled");
    }
    asked =
        client.scopes().isEmpty()
            ? askedFor.wanted().asked(at.scopes(), at.firstVersion())
            : client.scopes();
    step("scopes wanted: " + words(askedFor.wanted().words()));
    step("scopes offered: " + at.scopes().map(SmartGrant::words).orElse("it does not say"));
    step(
        (client.scopes().isEmpty() ? "scopes asked for: " : "scopes asked for, as configured: ")
            + words(asked));
  }

  private static String words(List<String> scopes) {
    return scopes.isEmpty()
        ? "none"
        : String.join(" ", scopes.subList(0, Math.min(scopes.size(), MOST_WORDS)))
            + (scopes.size() > MOST_WORDS ? " and more" : "");
  }

  private PartnerAnswer<SigningKey> key(SmartConfiguration at) throws UnusableKey {
    var algorithms = at.algorithms();
    return PartnerAnswer.of(
        OurKeys.of(client.key()).stream()
            .filter(key -> algorithms.isEmpty() || algorithms.contains(key.algorithm().getName()))
            .findFirst(),
        () ->
            failure(
                "key",
                "it checks "
                    + String.join(", ", algorithms)
                    + ", and no key of ours is for these"));
  }

  private HttpUriRequest signed(SmartConfiguration at, SigningKey key) {
    step("key: " + key.kid() + ", " + key.algorithm());
    var form = new ArrayList<NameValuePair>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    if (!asked.isEmpty()) {
      form.add(new BasicNameValuePair("scope", String.join(" ", asked)));
    }
    form.add(new BasicNameValuePair("client_assertion_type", Assertion.TYPE));
    form.add(new BasicNameValuePair("client_assertion", assertion(at, key)));
    if (client.clientIdInForm()) {
      form.add(new BasicNameValuePair("client_id", client.clientId()));
    }
    return RequestBuilder.post(at.tokenUrl().orElseThrow())
        .setHeader(HttpHeaders.ACCEPT, "application/json")
        .setEntity(new UrlEncodedFormEntity(form, UTF_8))
        .build();
  }

  private String assertion(SmartConfiguration at, SigningKey key) {
    try {
      return Assertion.signed(client, at.tokenUrl().orElseThrow(), key, serverClock.now());
    } catch (JOSEException cannot) {
      // what is read as a key has signed once already
      throw new IllegalStateException("a key that signed does not sign any more");
    }
  }

  /** Where it is refused, its endpoint or its ways may have moved: they are looked up anew. */
  @Override
  public String received(TokenReply reply) {
    serverClock.seen(reply.http());
    if (ServerClock.tellsTime(reply.http())) {
      discoveryTellsTime = false;
    } else if (!reply.gives()) { // perhaps because of the time, and it does not say its own
      discoveryTellsTime = !discoveryTellsTime;
      serverClock.forget();
    }
    var clocks = serverClock.words().map("; "::concat).orElse("");
    serverClock.words().ifPresent(words -> step("clock: " + words));
    if (!reply.gives()) {
      discovered = Optional.empty();
      step("token: " + reply.words());
      return clocks
          + (reply.isError("invalid_scope")
              ? "; name those that are registered there in sign-on.smart.scopes"
              : "");
    }
    step("token: given for " + reply.lasts().toSeconds() + " s");
    if (sparing) {
      sparing = false;
      refusals.accept(NO_SUBSCRIPTIONS);
    }
    return clocks;
  }

  /** That subscriptions are not for us keeps nothing else out. */
  @Override
  public boolean asksForLess(TokenReply refusal) {
    sparing =
        !sparing
            && refusal.isError("invalid_scope")
            && client.scopes().isEmpty()
            && asked.stream().anyMatch(word -> word.startsWith(FOR_SUBSCRIPTIONS));
    return sparing;
  }

  @Override
  public Optional<PartnerFailure> against(TokenReply given) {
    var stated = given.scopes();
    var granted = Scopes.of(stated.orElse(asked));
    step(
        "scopes granted: "
            + (stated.isPresent() ? words(granted.words()) : "as asked for, it does not say"));
    var left = askedFor.wanted().without(granted);
    if (!left.isEmpty()) {
      step("scopes not granted: " + words(left.words()));
    }
    return askedFor.missing(granted).map(SmartGrant::missing);
  }

  private static PartnerFailure missing(String scopes) {
    return new PartnerFailure(
        new PartnerFault(
            AttentionReason.MISSING_SCOPE,
            "its authorization server does not grant what is needed there: " + scopes));
  }

  private <T> PartnerAnswer<T> no(String what, String why) {
    return PartnerAnswer.failed(failure(what, why));
  }

  private PartnerFailure failure(String what, String why) {
    step(what + ": " + why);
    return new PartnerFailure(
        new TryLater("signing on: " + what + ": " + why, Optional.empty(), Reach.AILING));
  }

  private void step(String words) {
    var all = new ArrayList<>(before);
    all.add(words);
    before = List.copyOf(all);
    steps = before;
  }

  @Override
  public boolean sparesOpenQuestions() {
    return true;
  }

  @Override
  public List<String> steps() {
    return steps;
  }
}
