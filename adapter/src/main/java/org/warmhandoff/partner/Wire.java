package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.warmhandoff.config.Config.PartnerConfig;

/**
 * The connections to one partner: its timeouts, its sign-on, no redirects, no retries of its own.
 */
final class Wire {

  private final PartnerConfig partner;
  private final ApacheRestfulClientFactory clients;
  private final Clock clock;

  Wire(FhirContext fhir, PartnerConfig partner, ScheduledExecutorService clockwork, Clock clock) {
    this.partner = partner;
    this.clock = clock;
    this.clients = new ApacheRestfulClientFactory(fhir);
    clients.setServerValidationMode(ServerValidationModeEnum.NEVER);
    clients.setHttpClient(
        new Deadline(connections(partner), partner.timeouts().answer(), clockwork));
  }

  /** A conversation of one delivery with the partner. */
  Talk talk() {
    var client = clients.newGenericClient(partner.baseUrl().toString());
    partner
        .bearerToken()
        .map(BearerTokenAuthInterceptor::new)
        .ifPresent(client::registerInterceptor);
    return new Talk(client, partner.timeouts().answer(), clock);
  }

  private static CloseableHttpClient connections(PartnerConfig partner) {
    var connect = (int) partner.timeouts().connect().toMillis();
    return HttpClients.custom()
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectTimeout(connect)
                .setConnectionRequestTimeout(connect)
                .setSocketTimeout((int) partner.timeouts().answer().toMillis())
                .setRedirectsEnabled(false)
                .build())
        .setMaxConnPerRoute(partner.parallel() + 1)
        .setMaxConnTotal(partner.parallel() + 1)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .build();
  }
}
