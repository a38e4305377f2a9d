package org.warmhandoff.partner.client;

import ca.uhn.fhir.rest.client.api.BaseHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.http.HttpEntity;

/** A request as HAPI's client wrote it, before it is ours to send. */
final class DraftRequest extends BaseHttpRequest {

  private final String method;
  private final String text;
  private final Optional<HttpEntity> body;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String url;

  /** One of GET. */
  DraftRequest(String method, String url) {
    this(method, url, "", Optional.empty());
  }

  /**
   * One with a body.
   *
   * @param text what the body is made of
   */
  DraftRequest(String method, String url, String text, HttpEntity body) {
    this(method, url, text, Optional.of(body));
  }

  private DraftRequest(String method, String url, String text, Optional<HttpEntity> body) {
    this.method = method;
    this.url = url;
    this.text = text;
    this.body = body;
  }

  /** What is sent, as text; none for GET. */
  String text() {
    return text;
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
  public String getRequestBodyFromStream() {
    return text;
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
