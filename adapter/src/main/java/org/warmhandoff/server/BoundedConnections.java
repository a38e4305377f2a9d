package org.warmhandoff.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP/1.1 of which one address gets so many connections and no more, and of which the head of a
 * request comes within a time: each byte by itself is waited for as long as the server waits for a
 * silent connection, so whoever sends one now and then would keep his connections for ever.
 */
public final class BoundedConnections extends Http11NioProtocol {

  private static final Duration HEAD_WITHIN = Duration.ofSeconds(15);

  /** Made by Tomcat, by the name of this class; then {@link #most}. */
  public BoundedConnections() {
    super(new Capped());
  }

  /** At most that many connections of one address at a time. */
  public void most(int connections) {
    ((Capped) getEndpoint()).most = connections;
  }

  @Override
  protected Processor createProcessor() {
    return new WithinTime(this, getAdapter());
  }

  private static final class WithinTime extends Http11Processor {

    private SocketWrapperBase<?> sending;
    private long begun;

    WithinTime(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
      super(protocol, adapter);
    }

    /** Asked whenever something has come; {@code LONG} is what there is of a head so far. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      // One whose connection ended without a word is given to another as it is.
      if (sending != socket) {
        sending = socket;
        begun = System.nanoTime();
      }
      if (System.nanoTime() - begun > HEAD_WITHIN.toNanos()) {
        sending = null;
        return SocketState.CLOSED;
      }
      var state = super.service(socket);
      if (state != SocketState.LONG || isAsync()) {
        sending = null;
      }
      return state;
    }
  }

  /** What is more is closed before anything of it is read. */
  private static final class Capped extends NioEndpoint {

    private volatile int most = Integer.MAX_VALUE;

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      if (from(address(socket)) < most) {
        return super.setSocketOptions(socket);
      }
      destroySocket(socket);
      return false;
    }

    private long from(InetAddress address) {
      return connections.keySet().stream()
          .filter(SocketChannel.class::isInstance)
          .map(SocketChannel.class::cast)
          .filter(open -> address != null && address.equals(address(open)))
          .count();
    }

    private static InetAddress address(SocketChannel socket) {
      try {
        return socket.getRemoteAddress() instanceof InetSocketAddress remote
            ? remote.getAddress()
            : null;
      } catch (IOException closed) {
        return null;
      }
    }
  }
}
