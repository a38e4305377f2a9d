package org.warmhandoff.partner;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParserErrorHandler;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.warmhandoff.config.PartnerConfig;
import org.warmhandoff.config.PartnerConfig.SignOn;

/**
 * The connections to one partner: its timeouts, its sign-on, no redirects, no retries of its own.
 *
 * <p>HAPI's requests go through the factory of their FHIR context, whichever factory made the
 * client. So each partner has a context of its own; in a shared one nothing set here would hold.
 */
final class Wire {

  private final PartnerConfig partner;
  private final ApacheRestfulClientFactory clients;
  private final Clock clock;

  Wire(PartnerConfig partner, ScheduledExecutorService clockwork, Clock clock) {
    this.partner = partner;
    this.clock = clock;
    var fhir = FhirContext.forR4();
    fhir.setParserErrorHandler(oneWrongValueSpoilsNothing());
    this.clients = new ApacheRestfulClientFactory(fhir);
    fhir.setRestfulClientFactory(clients);
    clients.setServerValidationMode(ServerValidationModeEnum.NEVER);
    clients.setHttpClient(
        new Deadline(connections(partner), partner.timeouts().answer(), clockwork));
  }

  /** A code that FHIR does not know, in one patient's record, must not hide all the others. */
  private static IParserErrorHandler oneWrongValueSpoilsNothing() {
    var lenient = new LenientErrorHandler(false);
    lenient.setErrorOnInvalidValue(false);
    return lenient;
  }

  /** A conversation of one delivery with the partner. */
  Talk talk() {
    var client = clients.newGenericClient(partner.baseUrl().toString());
    if (partner.signOn() instanceof SignOn.Bearer bearer) {
      client.registerInterceptor(new BearerTokenAuthInterceptor(bearer.token()));
    }
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
