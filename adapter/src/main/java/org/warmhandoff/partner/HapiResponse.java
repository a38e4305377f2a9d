package org.warmhandoff.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.client.impl.BaseHttpResponse;
import ca.uhn.fhir.util.StopWatch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.List;
import java.util.Map;
import org.warmhandoff.partner.Reply.HttpReply;

/** A whole answer as HAPI's client reads it. */
final class HapiResponse extends BaseHttpResponse {

  private final HttpReply heard;

  HapiResponse(HttpReply heard) {
    super(new StopWatch());
    this.heard = heard;
  }

  @Override
  public int getStatus() {
    return heard.status();
  }

  /** Nothing of what the partner wrote there. */
  @Override
  public String getStatusInfo() {
    return "";
  }

  /** Whatever calls itself JSON is read as FHIR. */
  @Override
  public String getMimeType() {
    return heard.isJson() ? Constants.CT_FHIR_JSON_NEW : "";
  }

  /** None: {@link FhirResponse} reads them. HAPI would log one that it cannot read, as it is. */
  @Override
  public Map<String, List<String>> getAllHeaders() {
    return Map.of();
  }

  @Override
  public List<String> getHeaders(String name) {
    return List.of();
  }

  @Override
  public InputStream readEntity() {
    return new ByteArrayInputStream(heard.body());
  }

  @Override
  public Reader createReader() {
    return new InputStreamReader(readEntity(), UTF_8);
  }

  @Override
  public Object getResponse() {
    return heard;
  }

  @Override
  public void bufferEntity() {
    // it is all there
  }

  @Override
  public void close() {
    // it was read to its end
  }
}
