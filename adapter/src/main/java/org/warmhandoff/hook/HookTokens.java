package org.warmhandoff.hook;

import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * partner and for nothing else, as long as that partner is configured.
 */
public final class HookTokens implements OpaqueTokenIntrospector {

  private static final String MAY_CALL = "CALLS_AS_";

  private final JdbcSubscriptions subscriptions;
  private final Set<String> partners;

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
    return subscriptions
        .partnerOf(HookSecrets.digest(token))
        .filter(partners::contains)
        .map(HookTokens::principal)
        .orElseThrow(() -> new BadOpaqueTokenException("unknown token"));
  }

  private static OAuth2AuthenticatedPrincipal principal(String partner) {
    var name = "partner:" + partner;
    return new DefaultOAuth2AuthenticatedPrincipal(
        name, Map.of("sub", name), List.of(authority(partner)));
  }
}
