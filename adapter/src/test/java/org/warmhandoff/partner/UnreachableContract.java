package org.warmhandoff.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.warmhandoff.flow.message.Outcome;
import org.warmhandoff.flow.message.Outcome.TryLater;
import org.warmhandoff.flow.message.Reach;
import org.warmhandoff.testing.AtEhr;

/** Of a request that did not reach a partner nothing can have been done there. */
abstract class UnreachableContract extends AtEhr {

  private static final Logger log = LoggerFactory.getLogger(UnreachableContract.class);

  @Test
  void aPartnerThatRefusesConnectionsIsGone() throws IOException {
    try (var nobody = nobodyListens();
        var handover = to("http://127.0.0.1:" + nobody.getLocalPort() + "/fhir")) {
      isGone(handover.write());
    }
  }

  /** Linux drops what asks for a connection while as many as may wait are waiting. */
  @Test
  void aPartnerThatDoesNotLetUsConnectInTimeIsGone() throws IOException {
    var waiting = new ArrayList<Socket>();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var address = new InetSocketAddress(full.getInetAddress(), full.getLocalPort());
      for (var next = connect(address); next.isPresent(); next = connect(address)) {
        waiting.add(next.get());
      }
      try (var handover = to("http://127.0.0.1:" + full.getLocalPort() + "/fhir")) {
        isGone(handover.write());
      }
    } finally {
      for (var socket : List.copyOf(waiting)) {
        socket.close();
      }
    }
  }

  @Test
  void aPartnerThatDoesNotEndTheHandshakeInTimeIsGone() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var handover = to("https://127.0.0.1:" + silent.getLocalPort() + "/fhir")) {
      isGone(handover.write());
    }
  }

  @Test
  void aPartnerThatResetsTheHandshakeIsGone() throws Exception {
    var resetting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var handshakes = new AtomicInteger();
    var partner = new Thread(() -> reset(resetting, handshakes));
    partner.start();
    try (var handover = to("https://127.0.0.1:" + resetting.getLocalPort() + "/fhir")) {
      await("a handshake was begun and not given up before the partner saw it")
          .until(
              () -> {
                isGone(handover.write());
                return handshakes.get() > 0;
              });
    } finally {
      resetting.close();
    }
    partner.join();
  }

  /** What is closed with its time to linger set to none is reset. */
  private static void reset(ServerSocket listening, AtomicInteger handshakes) {
    while (!listening.isClosed()) {
      try (var connection = listening.accept()) {
        connection.setSoLinger(true, 0);
        if (connection.getInputStream().read() >= 0) {
          handshakes.incrementAndGet();
        }
      } catch (IOException ended) {
        log.debug("a connection, or the test, has ended");
      }
    }
  }

  private static Optional<Socket> connect(InetSocketAddress address) {
    var socket = new Socket();
    try {
      socket.connect(address, 500);
      return Optional.of(socket);
    } catch (IOException full) {
      return Optional.empty();
    }
  }

  private static void isGone(Outcome outcome) {
    assertThat(outcome)
        .isEqualTo(new TryLater("could not be reached", Optional.empty(), Reach.GONE));
  }
}
