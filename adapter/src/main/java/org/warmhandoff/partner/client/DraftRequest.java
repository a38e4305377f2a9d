package org.warmhandoff.partner.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.rest.client.api.BaseHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;

/** A request as HAPI's client wrote it, before it is ours to send. */
final class DraftRequest extends BaseHttpRequest {

  private final String method;
  private final Optional<HttpEntity> body;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String url;

  DraftRequest(String method, String url, Optional<HttpEntity> body) {
    this.method = method;
    this.url = url;
    this.body = body;
  }

  /** What is sent, as text; none for GET. */
  String text() {
    try {
      return body.isPresent() ? EntityUtils.toString(body.get(), UTF_8) : "";
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // it is in memory
    }
  }

  /** What is sent; empty for GET. */
  Optional<HttpEntity> body() {
    return body;
  }

  /**
   * What HAPI's client has written when it makes its request.
   *
   * @param request makes it, up to and with {@code execute()}
   */
  static DraftRequest of(Runnable request) {
    try {
      request.run();
    } catch (Complete complete) {
      return complete.draft;
    }
    throw new IllegalStateException("HAPI's client made no request");
  }

  /** Where HAPI's client would send it and wait. */
  @Override
  public IHttpResponse execute() {
    throw new Complete(this);
  }

  /** Ends HAPI's call, which has done its part. */
  private static final class Complete extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient DraftRequest draft;

    Complete(DraftRequest draft) {
      super("written", null, false, false);
      this.draft = draft;
    }
  }

  @Override
  public void addHeader(String name, String value) {
    headers.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
  }

  @Override
  public Map<String, List<String>> getAllHeaders() {
    return headers;
  }

  @Override
  public void removeHeaders(String name) {
    headers.remove(name);
  }

  @Override
  public String getRequestBodyFromStream() throws IOException {
    return body.isPresent() ? EntityUtils.toString(body.get()) : "";
  }

  @Override
  public String getUri() {
    return url;
  }

  @Override
  public void setUri(String uri) {
    this.url = uri;
  }

  @Override
  public String getHttpVerbName() {
    return method;
  }
}
