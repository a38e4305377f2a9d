package org.warmhandoff.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.warmhandoff.config.EventsConfig.WebhookSecret;

/**
 * The signature of <a
 * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 * Webhooks</a>: HMAC-SHA256 over id, timestamp and body, by each secret in force.
 */
final class WebhookSignature {

  private static final String HMAC = "HmacSHA256";

  private final List<byte[]> keys;

  WebhookSignature(List<WebhookSecret> secrets) {
    this.keys = secrets.stream().map(one -> Base64.getDecoder().decode(one.base64())).toList();
  }

  /**
   * The value of {@code webhook-signature}.
   *
   * @param timestamp in seconds since 1970
   */
  String of(String id, long timestamp, byte[] body) {
    return keys.stream().map(key -> "v1," + mac(key, id, timestamp, body)).collect(joining(" "));
  }

  private static String mac(byte[] key, String id, long timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException cannot) {
      throw new IllegalStateException("every Java has HmacSHA256", cannot);
    }
  }
}
