package org.warmhandoff.api.access;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.springframework.security.core.userdetails.AuthenticationUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.warmhandoff.config.Config.Access;
import org.warmhandoff.config.Config.Credential.ClientCertificate;

/**
 * Who shows a certificate of a configured subject (RFC 8705). That it is vouched for, TLS has seen.
 */
public final class ClientCertificates
    implements AuthenticationUserDetailsService<PreAuthenticatedAuthenticationToken> {

  private final Map<X500Principal, Access> bySubject;

  /** Those and no others. */
  public ClientCertificates(List<Access> access) {
    this.bySubject =
        access.stream()
            .flatMap(ClientCertificates::entry)
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Stream<Map.Entry<X500Principal, Access>> entry(Access access) {
    return access.credential() instanceof ClientCertificate shown
        ? Stream.of(Map.entry(shown.subject(), access))
        : Stream.empty();
  }

  @Override
  public UserDetails loadUserDetails(PreAuthenticatedAuthenticationToken shown) {
    var access = bySubject.get(new X500Principal(shown.getName()));
    if (access == null) {
      throw new UsernameNotFoundException("a certificate of a subject that is not configured");
    }
    return new User(access.name(), "", Authorities.of(access.roles()));
  }
}
