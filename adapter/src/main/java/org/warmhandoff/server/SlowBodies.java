package org.warmhandoff.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends uploads that are too slow, and limits how many one credential may have at a time, so that
 * workers are left for others and for the liveness check.
 */
public final class SlowBodies extends OncePerRequestFilter {

  private static final int AT_A_TIME = 24;
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** In bytes. A telephone line of the last century sends more. */
  private static final int LEAST_A_SECOND = 4 * 1024;

  /** Of those who are counted by their address, as nobody knows yet who they are. */
  private static final int AT_A_TIME_FROM_AN_ADDRESS = 4;

  private final Function<HttpServletRequest, String> by;
  private final int most;
  private final Map<String, Semaphore> readers = new RecentlyUsed<>();

  private SlowBodies(Function<HttpServletRequest, String> by, int most) {
    this.by = by;
    this.most = most;
  }

  /** So many of one credential. */
  public static SlowBodies ofCredentials() {
    return new SlowBodies(request -> String.valueOf(request.getRemoteUser()), AT_A_TIME);
  }

  /** So many from one address, where nobody has been let in yet. */
  public static SlowBodies ofAddresses() {
    return new SlowBodies(HttpServletRequest::getRemoteAddr, AT_A_TIME_FROM_AN_ADDRESS);
  }

  private synchronized Semaphore reader(HttpServletRequest request) {
    return readers.computeIfAbsent(by.apply(request), anybody -> new Semaphore(most));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var length = request.getContentLengthLong();
    var chunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    return length == 0 || (length < 0 && !chunked);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var reader = reader(request);
    if (!reader.tryAcquire()) {
      Problem.tooMany(
          response,
          5,
          "too-many-bodies",
          "As many bodies of this credential, or from there, are being read as may be. Nothing was accepted.");
      return;
    }
    try {
      chain.doFilter(new AtAPace(request), response);
    } catch (TooSlow tooSlow) {
      Problem.write(
          response,
          Problem.of(
              HttpStatus.REQUEST_TIMEOUT,
              "too-slow",
              "The body did not come. What was answered with 202 is accepted."));
    } finally {
      reader.release();
    }
  }

  /** The body did not come at the least pace. */
  static final class TooSlow extends IOException {}

  private static final class AtAPace extends HttpServletRequestWrapper {

    AtAPace(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Measured(super.getInputStream());
    }
  }

  private static final class Measured extends ServletInputStream {

    private final ServletInputStream body;
    private long come;
    private long waited;

    Measured(ServletInputStream body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    /** What is done with the body in between takes none of its time. */
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      var asked = System.nanoTime();
      var read = body.read(into, from, length);
      waited += System.nanoTime() - asked;
      come += Math.max(0, read);
      if (waited > GRACE.plusSeconds(come / LEAST_A_SECOND).toNanos()) {
        throw new TooSlow();
      }
      return read;
    }

    @Override
    public int available() throws IOException {
      return body.available();
    }

    @Override
    public boolean isFinished() {
      return body.isFinished();
    }

    @Override
    public boolean isReady() {
      return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      body.setReadListener(listener);
    }
  }
}
