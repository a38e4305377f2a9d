package org.warmhandoff.api.people;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
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

  /** Of one name from one address: who it is mistypes a few times. */
  private static final Limits OF_BOTH =
      new Limits(5, 1, Duration.ofMinutes(15), Duration.ofDays(1));

  /**
   * Of one name from wherever: more, as nobody must keep somebody out from elsewhere by a few wrong
   * passwords; but no more than a hundred or so in a day (NIST SP 800-63B-4, 3.2.2).
   */
  private static final Limits OF_A_NAME =
      new Limits(40, 1, Duration.ofMinutes(15), Duration.ofDays(1));

  /** Many people may sit behind one address. */
  private static final Limits OF_AN_ADDRESS =
      new Limits(30, 3, Duration.ofMinutes(15), Duration.ofDays(1));

  private static final int BYTES_OF_A_NETWORK = 8;

  /** A name would be looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.%]*");

  private final KnownUsers users;
  private final Passwords passwords;
  private final RepeatedFailures both;
  private final RepeatedFailures names;
  private final RepeatedFailures addresses;

  /** By those users. */
  public PasswordSignIn(KnownUsers users, Passwords passwords, Clock clock) {
    this.users = users;
    this.passwords = passwords;
    this.both = new RepeatedFailures(clock, OF_BOTH);
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
    var from = new Origin(User.isName(name) ? name : "", address(tried));
    begin(from);
    if (from.name().isEmpty()) {
      throw new BadCredentialsException("no name of a user");
    }
    var user = users.of(name);
    if (!isPasswordOf(user, String.valueOf(tried.getCredentials()), from)) {
      throw new BadCredentialsException("not that user's password");
    }
    wasNoFailure(from);
    both.forget(from.both());
    names.forget(from.name());
    var person = new UserPrincipal(user.orElseThrow());
    return UsernamePasswordAuthenticationToken.authenticated(
        person, null, Authorities.of(person.user().roles()));
  }

  /**
   * By what a try is counted.
   *
   * @param name empty where nobody can be called so
   */
  private record Origin(String name, String address) {

    String both() {
      return name + " " + address;
    }
  }

  /** Counted before it is known how it ends, so that many at once do not pass together. */
  private synchronized void begin(Origin from) {
    Stream.of(both.left(from.both()), names.left(from.name()), addresses.left(from.address()))
        .flatMap(Optional::stream)
        .max(Duration::compareTo)
        .ifPresent(
            left -> {
              throw new SignInPaused(left);
            });
    both.count(from.both());
    names.count(from.name());
    addresses.count(from.address());
  }

  private synchronized void wasNoFailure(Origin from) {
    both.takeBack(from.both());
    names.takeBack(from.name());
    addresses.takeBack(from.address());
  }

  private boolean isPasswordOf(Optional<User> user, String password, Origin from) {
    try {
      return passwords.isOf(user, password).orElseThrow(() -> busy(from));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new AuthenticationServiceException("stopping", stopping);
    }
  }

  private AuthenticationServiceException busy(Origin from) {
    wasNoFailure(from);
    return new AuthenticationServiceException("too many sign in at once");
  }

  /** One household has many addresses of IPv6, and one network. */
  private static String address(Authentication tried) throws AuthenticationException {
    var address =
        tried.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
    if (!LITERAL.matcher(address).matches()) {
      return "";
    }
    try {
      return InetAddress.getByName(address) instanceof Inet6Address wide
          ? HexFormat.of().formatHex(Arrays.copyOf(wide.getAddress(), BYTES_OF_A_NETWORK))
          : address;
    } catch (UnknownHostException none) {
      return address;
    }
  }
}
