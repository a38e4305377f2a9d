package org.warmhandoff.partner.signon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** User and password as a header, in UTF-8 (RFC 7617). */
final class BasicCredentials {

  private BasicCredentials() {}

  static String header(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }
}
