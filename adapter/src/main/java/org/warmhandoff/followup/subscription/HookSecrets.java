package org.warmhandoff.followup.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What partners' hooks bring to be let in. Only digests are kept here. */
public final class HookSecrets {

  private static final String PREFIX = "hook_";
  private static final int BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private HookSecrets() {}

  /** A new one: 256 random bits, in letters that a header and a bearer token may have. */
  static String fresh() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether it can be one at all: nothing is looked up for others. */
  public static boolean isOne(String token) {
    return SHAPE.matcher(token).matches();
  }

  /** Its SHA-256, in hexadecimal digits. */
  public static String digest(String secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform has SHA-256", missing);
    }
  }
}
