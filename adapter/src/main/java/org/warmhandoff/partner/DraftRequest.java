package org.warmhandoff.partner;

import ca.uhn.fhir.rest.client.api.BaseHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;

/** A request as HAPI's client wrote it, before it is ours to send. */
final class DraftRequest extends BaseHttpRequest {

  private final String method;
  private final Optional<HttpEntity> body;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private String url;
  private Function<DraftRequest, IHttpResponse> sender =
      unsent -> {
        throw new IllegalStateException("a request that nobody took up");
      };

  DraftRequest(String method, String url, Optional<HttpEntity> body) {
    this.method = method;
    this.url = url;
    this.body = body;
  }

  /** Who sends it when HAPI's client wants it sent. */
  void goesBy(Function<DraftRequest, IHttpResponse> bySender) {
    this.sender = bySender;
  }

  /** What is sent; empty for GET. */
  Optional<HttpEntity> body() {
    return body;
  }

  @Override
  public IHttpResponse execute() {
    return sender.apply(this);
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
