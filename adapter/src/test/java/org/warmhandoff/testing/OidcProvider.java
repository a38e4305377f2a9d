package org.warmhandoff.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The authorization server {@code oidc-provider} of npm in a process of its own. It takes each
 * assertion once by itself.
 */
public final class OidcProvider implements AutoCloseable {

  /** The system property that says where a copy of {@code fixtures/oidc-provider} is installed. */
  public static final String HOME = "oidc-provider";

  private final Process process;
  private final TokenRelay tokens;

  /** A server with that client. */
  public OidcProvider(String client, String jwks, String algorithm, Collection<String> scopes) {
    var command = new ArrayList<>(List.of("node", "server.mjs", client, jwks, algorithm));
    command.addAll(scopes);
    try {
      process =
          new ProcessBuilder(command)
              .directory(Path.of(System.getProperty(HOME)).toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      tokens = new TokenRelay(URI.create("http://127.0.0.1:" + port() + "/token"));
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private String port() throws IOException {
    var said = process.inputReader(UTF_8);
    for (var line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith("ready ")) {
        return line.substring("ready ".length());
      }
    }
    throw new IOException("it did not start");
  }

  /** Where it is asked for tokens. */
  public TokenRelay tokens() {
    return tokens;
  }

  @Override
  public void close() {
    tokens.close();
    process.destroy();
    process.onExit().join();
  }
}
