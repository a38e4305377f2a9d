package org.warmhandoff.hook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.warmhandoff.followup.subscription.HookSecrets;
import org.warmhandoff.followup.subscription.JdbcSubscriptions;

/**
 * The secrets that our subscriptions bring back as bearer tokens. Each is good for the hook of its
 * partner and for nothing else, as long as that partner is configured. Those that were good a
 * second ago are not looked up anew, and of others a few in a second: whoever makes some up costs
 * the store next to nothing.
 */
public final class HookTokens implements OpaqueTokenIntrospector {

  private static final String MAY_CALL = "CALLS_AS_";
  private static final long HOLDS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_UNKNOWN = 20;

  private final JdbcSubscriptions subscriptions;
  private final Set<String> partners;

  /** By the digest. What is in here was good once, so it stays small. */
  private final Map<String, KnownSecret> known = new ConcurrentHashMap<>();

  private long second = System.nanoTime();
  private int unknown;

  /** Whose it was when the store was asked, by the clock of this process. */
  private record KnownSecret(String partner, long asked) {}

  /** Those of the subscriptions at these partners. */
  public HookTokens(JdbcSubscriptions subscriptions, Set<String> partners) {
    this.subscriptions = subscriptions;
    this.partners = Set.copyOf(partners);
  }

  /** What whoever calls for that partner has. */
  public static GrantedAuthority authority(String partner) {
    return new SimpleGrantedAuthority(MAY_CALL + partner);
  }

  @Override
  public OAuth2AuthenticatedPrincipal introspect(String token) {
    if (!HookSecrets.isOne(token)) {
      throw new BadOpaqueTokenException("unknown token");
    }
    return partnerOf(HookSecrets.digest(token))
        .filter(partners::contains)
        .map(HookTokens::principal)
        .orElseThrow(() -> new BadOpaqueTokenException("unknown token"));
  }

  private Optional<String> partnerOf(String digest) {
    var now = System.nanoTime();
    var last = known.get(digest);
    if (last != null && now - last.asked() < HOLDS) {
      return Optional.of(last.partner());
    }
    if (last == null && !mayAsk(now)) {
      return Optional.empty();
    }
    var partner = asked(digest);
    partner.ifPresentOrElse(
        name -> known.put(digest, new KnownSecret(name, now)), () -> known.remove(digest));
    return partner;
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
  private Optional<String> asked(String digest) {
    try {
      return subscriptions.partnerOf(digest);
    } catch (DataAccessException away) {
      throw new InternalAuthenticationServiceException("the store is away", away);
    }
  }

  private static OAuth2AuthenticatedPrincipal principal(String partner) {
    var name = "partner:" + partner;
    return new DefaultOAuth2AuthenticatedPrincipal(
        name, Map.of("sub", name), List.of(authority(partner)));
  }
}
