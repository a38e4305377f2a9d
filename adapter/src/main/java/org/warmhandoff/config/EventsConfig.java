package org.warmhandoff.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the program is told what became of its records.
 *
 * @param source who tells, as a URI: the {@code source} of each event
 * @param keep how long events are kept
 * @param attentionAfter how long a webhook may take nothing before a person is told
 */
public record EventsConfig(
    String source,
    Duration keep,
    Duration attentionAfter,
    Optional<EventsFile> file,
    List<Webhook> webhooks) {

  public EventsConfig {
    webhooks = List.copyOf(webhooks);
  }

  /**
   * Files of events, a line each.
   *
   * @param largest how many bytes a file takes before the next is begun
   * @param kept how many files there are at most
   */
  public record EventsFile(Path directory, long largest, int kept) {}

  /**
   * An address of the program's that takes events.
   *
   * @param secrets one to sign with, or two while the program changes from one to the other
   * @param types words of the types that it wants; empty for all
   * @param timeout how long an answer may take in all
   */
  public record Webhook(
      String name, URI url, List<WebhookSecret> secrets, Set<String> types, Duration timeout) {

    public Webhook {
      secrets = List.copyOf(secrets);
      types = Set.copyOf(types);
    }
  }

  /**
   * A key that webhooks are signed with, as <a
   * href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
   * Webhooks</a> writes it.
   *
   * @param text {@code whsec_} and 24 to 64 bytes in Base64
   */
  public record WebhookSecret(String text) {

    /** Before the Base64. */
    static final String PREFIX = "whsec_";

    /** The Base64 of the key itself. */
    public String base64() {
      return text.substring(PREFIX.length());
    }

    @Override
    public String toString() {
      return "WebhookSecret";
    }
  }
}
