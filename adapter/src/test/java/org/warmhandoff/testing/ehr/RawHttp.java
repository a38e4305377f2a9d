package org.warmhandoff.testing.ehr;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** HTTP on loopback, byte by byte, so that it can go wrong wherever a test wants it to. */
public final class RawHttp implements AutoCloseable {

  /** A request as it came. */
  public record RawRequest(String method, String target, Map<String, String> headers, String body) {

    /** A header; empty where there is none. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** An answer to be sent. */
  public record RawResponse(int status, Map<String, String> headers, String body) {}

  /** Puts an answer on the wire, or something else. */
  public interface Sending {

    /** Sends it; false where the connection is of no use any more. */
    boolean send(RawResponse said, Socket socket) throws IOException;
  }

  /** An answer and the way in which it is sent. */
  public record Reaction(RawResponse said, Sending sending) {}

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Function<RawRequest, Reaction> reacting;

  /** A server that reacts like that to every request. */
  public RawHttp(Function<RawRequest, Reaction> reacting) {
    this.reacting = reacting;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
    threads.execute(this::listen);
  }

  /** Its port on loopback. */
  public int port() {
    return server.getLocalPort();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var asked = read(in);
      while (asked.isPresent()) {
        var reaction = reacting.apply(asked.get());
        if (!reaction.sending().send(reaction.said(), socket)) {
          return;
        }
        asked = read(in);
      }
    } catch (IOException gone) {
      // The other side had enough, which is what some tests are about.
    } finally {
      open.remove(socket);
    }
  }

  private static Optional<RawRequest> read(InputStream in) throws IOException {
    var first = line(in);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    var headers = new HashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = new String(in.readNBytes(length), UTF_8);
    var words = first.split(" ", -1);
    return Optional.of(new RawRequest(words[0], words[1], headers, body));
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  /** Sends it whole. */
  public static boolean whole(RawResponse said, Socket socket) throws IOException {
    var body = said.body().getBytes(UTF_8);
    head(said, body.length, socket.getOutputStream());
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
    return true;
  }

  /** Sends status and headers of an answer of that length. */
  public static void head(RawResponse said, long length, OutputStream out) throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + said.status() + " Said\r\n");
    said.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + length + "\r\n\r\n");
    out.write(head.toString().getBytes(ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
    threads.shutdownNow();
  }
}
