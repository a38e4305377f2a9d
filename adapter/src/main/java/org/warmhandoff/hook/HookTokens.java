package org.warmhandoff.hook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.warmhandoff.followup.subscription.HookSecrets;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;
import org.warmhandoff.followup.subscription.JdbcSubscriptions.SubscriptionRowKey;

/**
 * The secrets that our subscriptions bring back as bearer tokens. Each is good for the hook of its
 * partner and for nothing else, as long as that partner is configured. Those that were good a
 * second ago are not looked up anew, and of others a few in a second: whoever makes some up costs
 * the store next to nothing.
 */
public final class HookTokens implements OpaqueTokenIntrospector {

  private static final String MAY_CALL = "CALLS_AS_";
  private static final String TYPE = "subscription_to";
  private static final long HOLDS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_UNKNOWN = 20;

  private final JdbcSubscriptions subscriptions;
  private final Set<String> partners;

  /** By the digest. What is in here was good once, so it stays small. */
  private final Map<String, KnownSecret> known = new ConcurrentHashMap<>();

  private long second = System.nanoTime();
  private int unknown;

  /** Whose it was when the store was asked, by the clock of this process. */
  private record KnownSecret(SubscriptionRowKey owner, long asked) {}

  /** Those of the subscriptions at these partners. */
  public HookTokens(JdbcSubscriptions subscriptions, Set<String> partners) {
    this.subscriptions = subscriptions;
    this.partners = Set.copyOf(partners);
  }

  /** What whoever calls for that partner has. */
  public static GrantedAuthority authority(String partner) {
    return new SimpleGrantedAuthority(MAY_CALL + partner);
  }

  /** Of which resources the subscription is that whoever calls has the secret of. */
  static Optional<String> typeOf(Authentication who) {
    return who.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal
        ? Optional.ofNullable(principal.<String>getAttribute(TYPE))
        : Optional.empty();
  }

  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    if (!HookSecrets.isOne(token)) {
      throw new BadOpaqueTokenException("unknown token");
    }
    return ownerOf(HookSecrets.digest(token))
        .filter(owner -> partners.contains(owner.partner()))
        .map(HookTokens::principal)
        .orElseThrow(() -> new BadOpaqueTokenException("unknown token"));
  }

  private Optional<SubscriptionRowKey> ownerOf(String digest) {
    var now = System.nanoTime();
    var last = known.get(digest);
    if (last != null && now - last.asked() < HOLDS) {
      return Optional.of(last.owner());
    }
    if (last == null && !mayAsk(now)) {
      return Optional.empty();
    }
    var owner = asked(digest);
    owner.ifPresentOrElse(
        one -> known.put(digest, new KnownSecret(one, now)), () -> known.remove(digest));
    return owner;
  }

  /** Whether of the secrets that are not known one more may be looked up in this second. */
  private synchronized boolean mayAsk(long now) {
    if (now - second >= HOLDS) {
      second = now;
      unknown = 0;
    }
    unknown = Math.min(unknown + 1, MOST_UNKNOWN + 1);
    return unknown <= MOST_UNKNOWN;
  }

  /** The token is neither right nor wrong where the store is away, and no other way is tried. */
  private Optional<SubscriptionRowKey> asked(String digest) {
    try {
      return subscriptions.ownerOf(digest);
    } catch (DataAccessException away) {
      throw new InternalAuthenticationServiceException("the store is away", away);
    }
  }

  private static OAuth2AuthenticatedPrincipal principal(SubscriptionRowKey owner) {
    var name = "partner:" + owner.partner();
    return new DefaultOAuth2AuthenticatedPrincipal(
        name, Map.of("sub", name, TYPE, owner.type()), List.of(authority(owner.partner())));
  }
}
