package org.warmhandoff.api.people;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.warmhandoff.api.access.Authorities;
import org.warmhandoff.api.access.RepeatedFailures;
import org.warmhandoff.api.access.RepeatedFailures.Limits;
import org.warmhandoff.people.KnownUsers;
import org.warmhandoff.people.Passwords;
import org.warmhandoff.people.User;

/**
 * Lets in whoever knows the password of a user. Whoever tries many has to wait, longer each time,
 * by the name that is tried and by the address; a wrong name takes as long and says the same as a
 * wrong password.
 */
public final class PasswordSignIn implements AuthenticationProvider {

  /** A hundred tries at most in a row (NIST SP 800-63B-4, 3.2.2) take a day by these. */
  private static final Limits OF_A_NAME =
      new Limits(5, 1, Duration.ofMinutes(15), Duration.ofDays(1));

  /** Many people may sit behind one address. */
  private static final Limits OF_AN_ADDRESS =
      new Limits(30, 3, Duration.ofMinutes(15), Duration.ofDays(1));

  private static final int BYTES_OF_A_NETWORK = 8;

  private final KnownUsers users;
  private final Passwords passwords;
  private final RepeatedFailures names;
  private final RepeatedFailures addresses;

  /** By those users. */
  public PasswordSignIn(KnownUsers users, Passwords passwords, Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.names = new RepeatedFailures(clock, OF_A_NAME);
    this.addresses = new RepeatedFailures(clock, OF_AN_ADDRESS);
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  @Override
  public Authentication authenticate(Authentication tried) {
    var name = tried.getName();
    var address = address(tried);
    if (!User.isName(name)) {
      addresses.count(address);
      throw new BadCredentialsException("no name of a user");
    }
    begin(name, address);
    var user = users.of(name);
    if (!isPasswordOf(user, String.valueOf(tried.getCredentials()))) {
      throw new BadCredentialsException("not that user's password");
    }
    names.forget(name);
    var person = new UserPrincipal(user.orElseThrow());
    return UsernamePasswordAuthenticationToken.authenticated(
        person, null, Authorities.of(person.user().roles()));
  }

  /** Counted before it is known how it ends, so that many at once do not pass together. */
  private synchronized void begin(String name, String address) {
    Stream.of(names.left(name), addresses.left(address))
        .flatMap(Optional::stream)
        .max(Duration::compareTo)
        .ifPresent(
            left -> {
              throw new SignInPaused(left);
            });
    names.count(name);
    addresses.count(address);
  }

  private boolean isPasswordOf(Optional<User> user, String password) {
    try {
      return passwords
          .isOf(user, password)
          .orElseThrow(() -> new AuthenticationServiceException("too many sign in at once"));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new AuthenticationServiceException("stopping", stopping);
    }
  }

  /** One household has many addresses of IPv6, and one network. */
  private static String address(Authentication tried) throws AuthenticationException {
    var address =
        tried.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
    try {
      return InetAddress.getByName(address) instanceof Inet6Address wide
          ? HexFormat.of().formatHex(Arrays.copyOf(wide.getAddress(), BYTES_OF_A_NETWORK))
          : address;
    } catch (UnknownHostException none) {
      return address;
    }
  }
}
