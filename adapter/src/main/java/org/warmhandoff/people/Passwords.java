package org.warmhandoff.people;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Passwords as Argon2id hashes (RFC 9106), with the least costs that OWASP recommends: 19 MiB, two
 * passes, one lane. Two are hashed at a time, so that those who try many take neither the memory
 * nor the processors that records need.
 */
public final class Passwords {

  /** With a password alone, NIST SP 800-63B-4, 3.1.1.2 asks for so many characters. */
  static final int SHORTEST = 15;

  private static final int LONGEST = 256;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int PASSES = 2;
  private static final int AT_A_TIME = 2;
  private static final int SECONDS_TO_WAIT = 5;

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
  private final Semaphore turns = new Semaphore(AT_A_TIME, true);

  /** Of nobody: compared with where there is no such user, to take as long. */
  private final String ofNobody = argon2.encode("of nobody at all");

  /** Why it cannot be a password of that user; empty where it can. No kinds of characters. */
  public static Optional<String> objection(String password, String user) {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      return Optional.of(
          "a password has from %d to %d characters; several words are well remembered"
              .formatted(SHORTEST, LONGEST));
    }
    if (password.toLowerCase(Locale.ROOT).contains(user)) {
      return Optional.of("a password does not contain the name of its user");
    }
    return password.chars().distinct().count() < SHORTEST / 3
        ? Optional.of("a password has more than a few different characters")
        : Optional.empty();
  }

  /** The hash of a password, each time with another salt. */
  public String hash(String password) {
    return argon2.encode(password);
  }

  /**
   * Whether that is the user's password. Takes as long where there is no user.
   *
   * @return empty where as many are looked at as may be
   */
  public Optional<Boolean> isOf(Optional<User> user, String password) throws InterruptedException {
    if (password.length() > LONGEST) {
      return Optional.of(false);
    }
    if (!turns.tryAcquire(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
      return Optional.empty();
    }
    try {
      var matches = argon2.matches(password, user.map(User::password).orElse(ofNobody));
      return Optional.of(matches && user.isPresent());
    } finally {
      turns.release();
    }
  }
}
