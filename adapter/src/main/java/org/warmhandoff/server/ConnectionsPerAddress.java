package org.warmhandoff.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;

/** HTTP/1.1 of which one address gets so many connections and no more. */
public final class ConnectionsPerAddress extends Http11NioProtocol {

  /** Made by Tomcat, by the name of this class; then {@link #most}. */
  public ConnectionsPerAddress() {
    super(new Capped());
  }

  /** At most that many connections of one address at a time. */
  public void most(int connections) {
    ((Capped) getEndpoint()).most = connections;
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
